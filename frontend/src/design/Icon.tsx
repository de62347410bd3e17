const PATHS = {
  alert: "M12 8v5m0 3.2v.1M12 3l9.5 17h-19z",
  arrow: "M5 12h14m-6-6 6 6-6 6",
  back: "M19 12H5m6-6-6 6 6 6",
  bell: "M18 16v-5a6 6 0 1 0-12 0v5l-1.800 2.200h15.600zM10 20.500a2 2 0 0 0 4 0",
  calendar:
    "M4 7.5A1.5 1.5 0 0 1 5.5 6h13A1.5 1.5 0 0 1 20 7.5v11a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 4 18.5zM4 10.5h16M8 3.5v4m8-4v4",
  check: "m4.5 12.5 5 5 10-11",
  clock: "M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18zm0 4.5V12l3.200 2",
  close: "m6 6 12 12M18 6 6 18",
  globe: "M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18zm-9 9h18M12 3c3 3 3 15 0 18-3-3-3-15 0-18z",
  menu: "M4 7h16M4 12h16M4 17h16",
  minus: "M5 12h14",
  moon: "M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10z",
  offline:
    "M3 3l18 18M5.5 12.5a9.500 9.500 0 0 1 4-2.400m5 .3a9.500 9.500 0 0 1 4 2.100M2 9a14.500 14.500 0 0 1 4.300-2.700m4.200-1A14.500 14.500 0 0 1 22 9m-13.500 7a5 5 0 0 1 5.500-.8M12 20v.1",
  paper: "M7 3.500h7l4 4v13H7zM14 3.500v4h4M9.500 12h5m-5 3.500h5",
  pin: "M12 21s7-6.300 7-11.5A7 7 0 0 0 5 9.5C5 14.700 12 21 12 21zm0-9.200a2.300 2.300 0 1 0 0-4.600 2.300 2.300 0 0 0 0 4.600z",
  plus: "M12 5v14M5 12h14",
  search: "M10.5 4a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zm5 11.5L20.5 20.5",
  sun: "M12 8a4 4 0 1 1 0 8 4 4 0 0 1 0-8zm0-5.5v2m0 15v2m9.5-9.5h-2m-15 0h-2m16.200-6.700-1.400 1.400M6.700 17.300l-1.400 1.400m0-13.400 1.400 1.400m10.600 10.600 1.400 1.400",
  user: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zm-8 8.5c1-4 4.5-5.5 8-5.5s7 1.5 8 5.5",
  video: "M4 7.5h10v9H4zm10 3.5 6-3v8l-6-3z",
} as const;

export type IconName = keyof typeof PATHS;
const FLIPS: ReadonlySet<IconName> = new Set<IconName>(["arrow", "back"]);

/** A drawing beside words that say the same; screen readers skip it. */
export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  return (
    <svg
      className={FLIPS.has(name) ? "flips" : undefined}
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}

export function Star({ size = 18 }: { size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="currentColor"
      aria-hidden="true"
      focusable="false"
    >
      <path d="m12 2.800 2.800 6 6.400.8-4.700 4.5 1.200 6.5L12 17.400l-5.700 3.200 1.200-6.5L2.800 9.600l6.400-.8z" />
    </svg>
  );
}
