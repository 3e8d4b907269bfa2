import type { ReceiptText } from "../contract.ts";

export const text: ReceiptText = {
  lang: "ar",
  title: "إيصال اختيارك",
  why: "وقّع هذا الموقع على ما اخترته كي تتمكن من إثباته. يُحفظ الإيصال على هذا الجهاز فقط، ولا يذكر من أنت.",
  day: "تاريخ الاختيار",
  accepted: "نعم لـ",
  refused: "لا لـ",
  download: "تنزيل الإيصال",
  site: "الموقع",
  asked: "مكان السؤال",
  methods: {
    question: "السؤال على الصفحة",
    settings: "إعدادات الخصوصية",
    api: "نموذج خاص بالموقع",
  },
  language: "اللغة",
  revision: "نسخة الشروط",
  texts: "بصمة النصوص",
  on: "مفعّل",
  off: "غير مفعّل",
  verify: "توقيع الموقع. يمكن لأي شخص التحقق منه بالمفاتيح العامة في هذا العنوان:",
};
