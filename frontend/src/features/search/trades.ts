/** What is asked for most; anything else is found by words. */
export const TRADES = [
  "language_tutor",
  "maths_tutor",
  "programming_tutor",
  "exam_preparation",
  "massage_therapist",
  "physiotherapist",
  "psychotherapist",
  "barber",
  "career_coach",
  "business_consultant",
  "software_consultant",
  "tax_consultant",
] as const;
