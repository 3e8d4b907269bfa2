/**
 * Words that name a special category of personal data (GDPR, article 9(1)), by category, in the languages of the
 * consent widget. Each is the beginning of a word; `.` at its end says that the word ends there, `~` at its
 * beginning that it may also be the end of a compound. Written without accents, as texts are compared without.
 *
 * What shops, publishers and programmers say in other senses is left out or cut short: "Politik" but not
 * "politique de confidentialité", "HIV" but not "hive", no "enceinte" (a loudspeaker, too).
 */
export const SENSITIVE_WORDS: Readonly<Record<string, readonly string[]>> = {
  health: [
    "health(?!y)|illness|disease|diabet|cancer|pregnan|disabilit|disabled (?:person|people|customer|visitor)|depressi|" +
      "medica|medicin|therap|asthma|allerg|hiv.|diagnos(?:is|es|ed).|symptom|psychiatr|mental health|chronically ill.",
    "zdrowi|zdrowot|chorob|cukrzyc|ciaz(?:a|e|y|owy|owa|owe).|w ciazy.|niepelnospraw|nowotw|depresj|medyczn|alergi|astm(?:a|y|e).",
    "здоровь|болезн|диабет|беременн|инвалид|онколог|депресс|медицин|аллерг|диагноз|психиатр|астм",
    "~gesundheit|~krankheit|kranken|schwanger|~behinder(?:ung|te|ten|ter).|krebs(?:erkrank|patient|vorsorge)|" +
      "medizin|medikament|arznei|psychisch|diagnose.",
    "sante(?! naturkosmetik).|maladi|malades?.|diabet|grossesse|femmes? enceintes?.|handicape|situation de handicap|" +
      "medecin|asthm|diagnostic medical",
    "salud.|enfermedad|enferm[oa]s?.|embaraz|discapaci|depresi|terap|asma.|alerg|psiquiatr|sintoma|vih.",
    "здоров['’ʼ]?я|хвороб|захворюв|діабет|вагітн|інвалід|онколог|депресі|медичн|алерг|психіатр",
    "صحة.|صحي[ةا]?.|مرض.|مرضى.|امراض|سرطان|اكتئاب|ادوية.|دواء.|طبي[ةا]?.|طبيب|حوامل.|اعاقة|معاق|حساسية.|ربو.|تشخيص",
  ],
  religion: [
    "religi|christian(?! (?:dior|louboutin|lacroix|bale))|catholic|protestant|muslim|islam(?!abad)|jewish|judais|" +
      "hindu(?!stan| kush)|buddhis|atheis|church(?!ill|es? shoes|'s)|mosque|synagogue",
    "wyznani|chrzescija|katoli|muzulma|zydowsk|judaizm|ateis|kosciol",
    "христиан|католи|православ|мусульман|ислам(?!абад)|иуде|евреиск|атеи[сз]|церк(?:о|в)|мечет|синагог|религи",
    "christlich|christentum|evangelisch|moslem|judisch|judentum|kirchen?(?:steuer|gemeinde|zugehorig)?.|moschee|synagog|konfession",
    "chretien|musulman|jui(?:f|fs|ve|ves).|bouddhis|hindou|athe(?:e|es|isme).|eglise|synagogue|croyances?.",
    "cristian[oa]s?(?! ronaldo).|cristianismo|catolic|judi[oa]s?.|budis|ateos?.|ateas?.|iglesia.|mezquita|sinagoga",
    "релігі|християн|православ|іслам(?!абад)|іуде|юде[ії]|евреиськ|єврейськ|атеї[сз]|церк(?:о|в)|мечеть",
    "ديانة|ديني[ةا]?.|اديان|اسلام(?! اباد)|مسلم(?:ة|ون|ين)?.|مسيحي|كاثوليك|يهودي|هندوسي|بوذي|ملحد|كنيسة|كنائس|مسجد|مساجد",
  ],
  ethnicity: [
    "ethnic|racial|skin colou?r",
    "etniczn|pochodzeni\\p{L} rasow|rasow\\p{L} pochodzeni",
    "этнич|расов",
    "~ethni(?:e|en|sch|sche|schen|scher|sches).|rassisch|hautfarbe.",
    "ethni|couleur de (?:la )?peau",
    "etnic|etnias?.|color de (?:la )?piel",
    "етнічн|расов",
    "عرقي|عنصري|اثني[ةا]?.|لون البشرة",
  ],
  "sexual life": [
    "sexual|sex life|homosexual|bisexual|heterosexual|lesbian|gays?.|lgbt|transgender|queer",
    "seksualn|homoseksual|biseksual|lesbij|gej(?:e|a|ow|em)?.|transplciow",
    "сексуальн|гомосексуал|бисексуал|лесби|геи?.|геев.|трансгендер",
    "sexuell|sexualitat|~sexualitat|homosexu|bisexu|lesbisch|schwul(?!st)|transgeschlecht",
    "sexuel|homosexu|bisexu|heterosexu|lesbien|transgenre",
    "sexualidad|homosexual|bisexual|lesbian|transgenero|transexual",
    "гомосексуал|бісексуал|лесбі|геї.",
    "جنسانية|(?:ميول|ميل|توجه|حياة|هوية) (?:ال)?جنسي|مثلي(?:و|ي)?[ةن]? (?:ال)?جنس|ثنائي(?:و|ي)?[ةن]? (?:ال)?جنس|مثلية.",
  ],
  politics: [
    "political|politics|elections?.|electora|voters?.",
    "polityczn|wyborc",
    "политическ|избирател|выборы.",
    "politisch|politik.|politiker|(?:bundestags|landtags|kommunal|europa)wahl|wahler(?:in|innen|schaft)?.",
    "politiques?(?! (?:de|des|du|d) )(?! d['’]).|electeur|elections?.",
    "politic[oa]s?(?! (?:de|del|sobre) ).|elecciones (?:generales|municipales|europeas|autonomicas|presidenciales)|votantes?.",
    "політичн|виборц|вибори.|виборч",
    "سياسي(?:ة|ا|ون|ين)?.|انتخاب|ناخب|احزاب",
  ],
  "union membership": [
    "trade ?unions?.|labou?r unions?.|trade ?unionis|union members?",
    "zwiaz\\p{L}* zawodow",
    "профсоюз",
    "gewerkschaft",
    "syndicats?(?! d['’ ]initiative)(?! de copro).|syndical",
    "sindicat|sindical",
    "профспілк",
    "نقابة|نقابي|نقابات",
  ],
};
