import type { SettingsText } from "../contract.ts";

export const text: SettingsText = {
  lang: "es",
  title: "Configuración de privacidad",
  intro:
    "Tú decides, y puedes cambiar de opinión en cualquier momento. Para una finalidad desactivada no se " +
    "guarda ni se envía nada; solo se recuerda tu respuesta, en este dispositivo.",
  gpc: "Señal de exclusión respetada",
  gpcWhy:
    "Tu navegador envía la señal Global Privacy Control. Las dos finalidades están desactivadas mientras " +
    "no las actives aquí.",
  personalization: {
    name: "Personalización",
    why: "Para que las páginas muestren lo que encaja contigo: lo que más buscas aparece primero, y no empiezas de cero en cada visita.",
    kept: "Solo en este navegador: cuántas veces has venido, qué temas y artículos has mirado, qué espera en tu carrito. No la lista de todas las páginas.",
    sent: "Grupos generales, como «ya ha estado aquí» o «le gusta correr». Ni nombre, ni identificador, ni cifras exactas.",
  },
  measurement: {
    name: "Medición",
    why: "Para ver qué páginas y ofertas funcionan, sin tener que adivinar.",
    kept: "Lo que ya se ha contado, para que nada se cuente dos veces.",
    sent: "Simples recuentos, como «una página vista» o «un pedido, dentro de este rango». Solo los sumamos; no dicen quién eres.",
  },
  kept: "Se guarda aquí",
  sent: "Se envía",
  both: "Para comparar dos versiones de una página, o contar qué dos artículos se miran o se compran juntos, hacen falta las dos finalidades.",
  transit:
    "Como en cualquier sitio web, tu dirección IP se transmite por el camino. Los grupos sirven para " +
    "preparar la página que pides; ni ellos ni la dirección se guardan para esto. Mientras una finalidad " +
    "está activada, lo que se envía se anota también en este dispositivo durante 30 días, para que puedas " +
    "leerlo.",
  policy: "Política de privacidad",
  known: "Qué sabe este sitio",
  knownWhy:
    "Todo lo que hay anotado sobre ti, qué se ha enviado de ello y por qué las páginas son así: para verlo, desactivarlo, corregirlo o llevártelo.",
  erase: "Borrar todo lo guardado en este dispositivo",
  eraseWhy: "Puedes borrar estas notas en cualquier momento. Tu respuesta de arriba no cambia.",
  erased: "Se ha borrado todo.",
  eraseFailed: "No ha funcionado. Inténtalo de nuevo.",
  accept: "Aceptar todo",
  reject: "Rechazar todo",
  save: "Guardar elección",
  close: "Cerrar sin guardar",
  saved: "Guardado. Puedes cambiarlo en cualquier momento.",
};
