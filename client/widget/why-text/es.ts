import type { WhyText } from "../contract.ts";

export const text: WhyText = {
  lang: "es",
  title: "¿Por qué veo esto?",
  less: "Menos contenido como este",
  gone: "Ya no está, y no volverá.",
  next: "A partir de la próxima página ya no lo verás.",
  again: "Volver a cargar esta página",
  undo: "Deshacer",
  back: "Se queda como estaba.",
  changed: "Entretanto ha cambiado: la próxima página vendrá sin esto.",
  without:
    "Aquí no se guarda ningún perfil tuyo: lo que ves se deduce solo de esta solicitud, por ejemplo del país o de la hora. Para desactivar un elemento hace falta una nota en este dispositivo y, por tanto, tu sí a la personalización.",
  full: "No se puede desactivar nada más. Vuelve a activar antes otra cosa.",
  stuck: "No ha funcionado. Inténtalo de nuevo.",
  failed: "No se ha podido cargar el motivo. Inténtalo más tarde.",
  known: "Lo que sabe este sitio",
  settings: "Configuración de privacidad",
  close: "Cerrar",
};
