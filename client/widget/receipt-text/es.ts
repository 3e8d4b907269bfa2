import type { ReceiptText } from "../contract.ts";

export const text: ReceiptText = {
  lang: "es",
  title: "El recibo de tu elección",
  why: "Este sitio ha firmado lo que has elegido, para que puedas demostrarlo. El recibo se guarda solo en este dispositivo y no dice quién eres.",
  day: "Elegido el",
  accepted: "Sí a",
  refused: "No a",
  download: "Descargar el recibo",
  site: "Sitio",
  asked: "Preguntado en",
  methods: {
    question: "la pregunta de la página",
    settings: "la configuración de privacidad",
    api: "el formulario propio del sitio",
  },
  language: "Idioma",
  revision: "Revisión de las condiciones",
  texts: "Hash de los textos",
  on: "activado",
  off: "desactivado",
  verify: "La firma del sitio. Cualquiera puede verificarla con las claves públicas de esta dirección:",
};
