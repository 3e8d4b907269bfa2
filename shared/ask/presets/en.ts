import type { AskText } from "../ask-text.ts";

export const text: AskText = {
  words: {
    back: "Back",
    next: "Next",
    done: "Done",
    send: "Send",
    skip: "Skip",
    progress: "{n} of {m}",
    choose: "Please choose an answer.",
    toSite: "What you write goes straight to {to}. It isn’t kept on this device.",
    toMail: "Your mail program opens with a message to {to}. Nothing is sent before you send it there.",
    failed: "This couldn’t be sent. Please try again.",
    thanks: "Thank you!",
    change: "Change my answer",
  },
  presets: {
    nps: {
      text: "How likely are you to recommend us to a friend or colleague?",
      low: "Not at all likely",
      high: "Extremely likely",
    },
    csat: {
      text: "How satisfied are you with your visit today?",
      low: "Very dissatisfied",
      high: "Very satisfied",
    },
    ces: { text: "It was easy to do what I came for.", low: "Strongly disagree", high: "Strongly agree" },
    stars: { text: "How many stars do you give us?" },
    why: { text: "What is the main reason for your answer?" },
    size: { text: "Which size do you usually wear?" },
    taste: {
      text: "What do you like to wear?",
      labels: { classic: "Classic", sporty: "Sporty", minimal: "Minimal", colourful: "Colourful" },
    },
    occasion: {
      text: "What are you looking for something for?",
      labels: {
        everyday: "Everyday",
        work: "Work",
        sport: "Sport",
        celebration: "A celebration",
        gift: "A gift",
      },
    },
    industry: {
      text: "What business are you in?",
      labels: {
        software: "Software and IT",
        industry: "Manufacturing",
        retail: "Retail",
        finance: "Finance",
        services: "Services",
        education: "Education",
        public: "Public sector",
        other: "Something else",
      },
    },
    role: {
      text: "What is your role?",
      labels: {
        executive: "Executive",
        manager: "Manager",
        specialist: "Specialist",
        consultant: "Consultant",
        student: "Student",
        other: "Something else",
      },
    },
    companySize: { text: "How many people work at your company?" },
  },
};
