import type { AskText } from "../ask-text.ts";

export const text: AskText = {
  words: {
    back: "Atrás",
    next: "Siguiente",
    done: "Listo",
    send: "Enviar",
    skip: "Omitir",
    progress: "{n} de {m}",
    choose: "Elija una respuesta.",
    toSite: "Lo que escriba va directamente a {to}. No se guarda en este dispositivo.",
    toMail:
      "Se abre su programa de correo con un mensaje para {to}. No se envía nada hasta que usted lo envíe.",
    failed: "No se ha podido enviar. Inténtelo de nuevo.",
    thanks: "¡Gracias!",
    change: "Cambiar mi respuesta",
  },
  presets: {
    nps: {
      text: "¿Qué probabilidad hay de que nos recomiende a un amigo o colega?",
      low: "Nada probable",
      high: "Muy probable",
    },
    csat: {
      text: "¿Qué tan satisfecho está con su visita de hoy?",
      low: "Muy insatisfecho",
      high: "Muy satisfecho",
    },
    ces: {
      text: "Me resultó fácil hacer lo que quería.",
      low: "Totalmente en desacuerdo",
      high: "Totalmente de acuerdo",
    },
    stars: { text: "¿Cuántas estrellas nos da?" },
    why: { text: "¿Cuál es el motivo principal de su respuesta?" },
    size: { text: "¿Qué talla suele llevar?" },
    taste: {
      text: "¿Qué le gusta llevar?",
      labels: { classic: "Clásico", sporty: "Deportivo", minimal: "Sencillo", colourful: "Colorido" },
    },
    occasion: {
      text: "¿Para qué busca algo?",
      labels: {
        everyday: "El día a día",
        work: "El trabajo",
        sport: "El deporte",
        celebration: "Una celebración",
        gift: "Un regalo",
      },
    },
    industry: {
      text: "¿En qué sector trabaja?",
      labels: {
        software: "Software e informática",
        industry: "Industria",
        retail: "Comercio",
        finance: "Finanzas",
        services: "Servicios",
        education: "Educación",
        public: "Sector público",
        other: "Otro",
      },
    },
    role: {
      text: "¿Cuál es su función?",
      labels: {
        executive: "Dirección",
        manager: "Mando intermedio",
        specialist: "Especialista",
        consultant: "Consultoría",
        student: "Estudios",
        other: "Otra",
      },
    },
    companySize: { text: "¿Cuántas personas trabajan en su empresa?" },
  },
};
