// Dates and money by Intl alone. Every time is told in a zone that is named by the caller.

export interface Formatter {
  money: (amount: number, currency: string) => string;
  number: (value: number, digits?: number) => string;
  day: (at: string | Date, zone: string) => string;
  shortDay: (at: string | Date, zone: string) => string;
  time: (at: string | Date, zone: string) => string;
  dateTime: (at: string | Date, zone: string) => string;
  span: (from: string, until: string, zone: string) => string;
  date: (at: string | Date, zone: string) => string;
  dayOfDate: (date: string, style?: "long" | "short") => string;
  weekday: (index: number, style?: "long" | "short") => string;
  wallTime: (clock: string) => string;
  list: (items: readonly string[]) => string;
  minutes: (count: number) => string;
  /** A stretch in its largest unit, rounded: where minutes would be a false precision. */
  about: (minutes: number) => string;
  distance: (km: number) => string;
  months: (count: number) => string;
  month: (date: string) => string;
  /** On which day the readers' week begins: 0 is Sunday. */
  weekStart: number;
  languageName: (english: string) => string;
}

const NOON = "T12:00:00Z";
const MONDAY = Date.UTC(2024, 0, 1);
const DAY_MS = 86_400_000;
// Between Arabic words "UK£" would be torn apart; these two marks keep it whole.
const FROM_THE_LEFT = "\u2066";
const AS_BEFORE = "\u2069";

export function formatter(locale: string): Formatter {
  const dates = (options: Intl.DateTimeFormatOptions) => {
    const made = new Map<string, Intl.DateTimeFormat>();
    return (at: string | Date, zone: string) => {
      let format = made.get(zone);
      if (!format)
        made.set(zone, (format = new Intl.DateTimeFormat(locale, { ...options, timeZone: zone })));
      return format.format(new Date(at));
    };
  };
  const time = dates({ hour: "numeric", minute: "2-digit" });
  const day = dates({ weekday: "long", day: "numeric", month: "long" });
  const shortDay = dates({ weekday: "short", day: "numeric", month: "short" });
  const dateTime = dates({
    weekday: "short",
    day: "numeric",
    month: "short",
    hour: "numeric",
    minute: "2-digit",
  });
  const list = new Intl.ListFormat(locale, { type: "conjunction" });

  return {
    time,
    day,
    shortDay,
    dateTime,
    date: dates({ day: "numeric", month: "long", year: "numeric" }),
    span: (from, until, zone) => `${time(from, zone)} – ${time(until, zone)}`,
    dayOfDate: (date, style = "long") =>
      (style === "long" ? day : shortDay)(new Date(date + NOON), "UTC"),
    weekday: (index, style = "long") =>
      new Intl.DateTimeFormat(locale, { weekday: style, timeZone: "UTC" }).format(
        MONDAY + index * DAY_MS,
      ),
    wallTime: (clock) =>
      time(new Date(`2024-01-01T${clock === "24:00" ? "00:00" : clock}:00Z`), "UTC"),
    money: (amount, currency) => {
      const options = {
        style: "currency",
        currency,
        trailingZeroDisplay: "stripIfInteger",
      } as const;
      const said = new Intl.NumberFormat(locale, options).format(amount);
      return locale.startsWith("ar") ? `${FROM_THE_LEFT}${said}${AS_BEFORE}` : said;
    },
    number: (value, digits = 0) =>
      new Intl.NumberFormat(locale, {
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
      }).format(value),
    list: (items) => list.format(items),
    minutes: (count) => duration(locale, count),
    about: (minutes) =>
      minutes >= 1440
        ? duration(locale, Math.round(minutes / 1440) * 1440)
        : minutes >= 60
          ? duration(locale, Math.round(minutes / 60) * 60)
          : duration(locale, Math.round(minutes)),
    months: (count) =>
      new Intl.NumberFormat(locale, {
        style: "unit",
        unit: "month",
        unitDisplay: "long",
      }).format(count),
    distance: (km) =>
      new Intl.NumberFormat(locale, {
        style: "unit",
        unit: "kilometer",
        maximumFractionDigits: km < 10 ? 1 : 0,
      }).format(km),
    weekStart: weekStart(locale),
    month: (date) =>
      new Intl.DateTimeFormat(locale, { month: "long", year: "numeric", timeZone: "UTC" }).format(
        new Date(date + NOON),
      ),
    languageName: (english) => languageName(locale, english),
  };
}

// Firefox has no word on it yet, so what differs from Monday among our readers stands here too.
const SUNDAY = /^(en-(US|CA|AU|IN|ZA)|es-(MX|CO|PE|VE)|ar-(SA|YE|MA|TN|PS|IL))$/;
const SATURDAY = /^ar(-(EG|AE|DZ|BH|IQ|JO|KW|LY|OM|QA|SD|SY))?$/;

function weekStart(locale: string): number {
  const known = new Intl.Locale(locale) as Intl.Locale & {
    getWeekInfo?: () => { firstDay: number };
  };
  const first = known.getWeekInfo?.().firstDay;
  if (first !== undefined) return first % 7;
  return SUNDAY.test(locale) ? 0 : SATURDAY.test(locale) ? 6 : 1;
}

function duration(locale: string, minutes: number): string {
  const unit = (value: number, name: "hour" | "minute" | "day") =>
    new Intl.NumberFormat(locale, { style: "unit", unit: name, unitDisplay: "short" }).format(
      value,
    );
  if (minutes >= 1440 && minutes % 1440 === 0) return unit(minutes / 1440, "day");
  const hours = Math.floor(minutes / 60);
  const parts = [
    hours ? unit(hours, "hour") : "",
    minutes % 60 ? unit(minutes % 60, "minute") : "",
  ];
  return parts.filter(Boolean).join(" ") || unit(0, "minute");
}

// Providers name the languages they speak in English words; Intl knows them by their codes.
export const SPOKEN: Readonly<Record<string, string>> = {
  arabic: "ar",
  bengali: "bn",
  chinese: "zh",
  dutch: "nl",
  english: "en",
  farsi: "fa",
  french: "fr",
  german: "de",
  greek: "el",
  hebrew: "he",
  hindi: "hi",
  italian: "it",
  japanese: "ja",
  korean: "ko",
  mandarin: "zh",
  persian: "fa",
  polish: "pl",
  portuguese: "pt",
  punjabi: "pa",
  russian: "ru",
  spanish: "es",
  swedish: "sv",
  turkish: "tr",
  ukrainian: "uk",
  urdu: "ur",
  vietnamese: "vi",
  yoruba: "yo",
};

function languageName(locale: string, english: string): string {
  const code = SPOKEN[english];
  const name = code && new Intl.DisplayNames([locale], { type: "language" }).of(code);
  return name ?? english.charAt(0).toUpperCase() + english.slice(1).replaceAll(/[_-]/g, " ");
}
