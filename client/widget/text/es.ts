import type { FirstLayerText } from "../contract.ts";

export const text: FirstLayerText = {
  lang: "es",
  title: "¿Podemos recordar lo que miras?",
  body:
    "Si aceptas, tu navegador anota en este dispositivo qué miras aquí y con qué frecuencia. A nosotros " +
    "solo nos llegan grupos generales («ya ha estado aquí») y simples recuentos, sin nombre ni " +
    "identificador, para mostrarte lo que encaja contigo y ver qué resulta útil. Si no aceptas, el sitio " +
    "también funciona.",
  policy: "Política de privacidad",
  accept: "Aceptar",
  reject: "Rechazar",
  choose: "Elegir en detalle",
  saved: "Guardado. Puedes cambiarlo en cualquier momento en la configuración de privacidad.",
};
