const FACES = 5;

interface FaceProps {
  name: string;
  photoUrl: string | null;
  large?: boolean;
}

/** A person's photo, or their initials on a colour that stays theirs. The name stands beside it. */
export function Face({ name, photoUrl, large = false }: FaceProps) {
  const classes = large ? "face face--large" : "face";
  if (photoUrl)
    return <img className={classes} src={photoUrl} alt="" loading="lazy" width={88} height={88} />;
  const sum = Array.from(name).reduce((total, letter) => total + (letter.codePointAt(0) ?? 0), 0);
  return (
    <span className={`${classes} face--${(sum % FACES) + 1}`} aria-hidden="true">
      {initials(name)}
    </span>
  );
}

function initials(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  return [words[0], words.length > 1 ? words.at(-1) : undefined]
    .map((word) => word?.charAt(0) ?? "")
    .join("");
}
