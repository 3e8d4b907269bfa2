import type { AskText } from "../ask-text.ts";

export const text: AskText = {
  words: {
    back: "رجوع",
    next: "التالي",
    done: "تم",
    send: "إرسال",
    skip: "تخطّي",
    progress: "{n} من {m}",
    choose: "يُرجى اختيار إجابة.",
    toSite: "ما تكتبه يذهب مباشرةً إلى {to}، ولا يُحفظ على هذا الجهاز.",
    toMail: "يُفتح برنامج البريد برسالة إلى {to}، ولا يُرسل شيء قبل أن ترسلها بنفسك.",
    failed: "تعذّر الإرسال. يُرجى المحاولة مرة أخرى.",
    thanks: "شكرًا لك!",
    change: "تغيير إجابتي",
  },
  presets: {
    nps: { text: "ما مدى احتمال أن توصي بنا صديقًا أو زميلًا؟", low: "غير محتمل إطلاقًا", high: "محتمل جدًا" },
    csat: { text: "ما مدى رضاك عن زيارتك اليوم؟", low: "غير راضٍ إطلاقًا", high: "راضٍ جدًا" },
    ces: { text: "كان من السهل أن أفعل ما جئت من أجله.", low: "لا أوافق إطلاقًا", high: "أوافق تمامًا" },
    stars: { text: "كم نجمة تعطينا؟" },
    why: { text: "ما السبب الرئيسي لإجابتك؟" },
    size: { text: "ما المقاس الذي ترتديه عادةً؟" },
    taste: {
      text: "ماذا تحب أن ترتدي؟",
      labels: { classic: "كلاسيكي", sporty: "رياضي", minimal: "بسيط", colourful: "ملوّن" },
    },
    occasion: {
      text: "لأي مناسبة تبحث؟",
      labels: { everyday: "لكل يوم", work: "للعمل", sport: "للرياضة", celebration: "لاحتفال", gift: "لهدية" },
    },
    industry: {
      text: "في أي قطاع تعمل؟",
      labels: {
        software: "البرمجيات وتقنية المعلومات",
        industry: "الصناعة",
        retail: "التجارة",
        finance: "المال",
        services: "الخدمات",
        education: "التعليم",
        public: "القطاع العام",
        other: "قطاع آخر",
      },
    },
    role: {
      text: "ما دورك؟",
      labels: {
        executive: "الإدارة العليا",
        manager: "مدير",
        specialist: "اختصاصي",
        consultant: "مستشار",
        student: "طالب",
        other: "دور آخر",
      },
    },
    companySize: { text: "كم شخصًا يعمل في شركتك؟" },
  },
};
