import { useEffect, useRef, useState, type ReactNode } from "react";

import { useWords } from "../../i18n";
import type { Series } from "./drawing";

interface FigureProps {
  title: string;
  dates: readonly string[];
  series: readonly Series[];
  whole?: boolean;
  format: (value: number) => string;
  children?: ReactNode;
}

/** A chart for the eyes, and the same figures as a table for everybody. */
export function Figure({
  title,
  dates,
  series,
  whole = false,
  format: say,
  children,
}: FigureProps) {
  const { t, format, direction } = useWords();
  const canvas = useRef<HTMLCanvasElement>(null);
  const theme = useThemeTurns();

  useEffect(() => {
    let undraw: (() => void) | undefined;
    let gone = false;
    void import("./drawing").then(({ draw }) => {
      if (gone || !canvas.current) return;
      undraw = draw(canvas.current, {
        labels: dates.map((date) => format.dayOfDate(date, "short")),
        series,
        format: say,
        backwards: direction === "rtl",
        whole,
      });
    });
    return () => {
      gone = true;
      undraw?.();
    };
  }, [dates, series, say, whole, format, direction, theme]);

  return (
    <figure className="figure sheet stack">
      <figcaption className="row row--apart">
        <h2>{title}</h2>
        <ul className="figure__key" aria-hidden="true">
          {series.map((one) => (
            <li key={one.name} data-colour={one.colour}>
              {one.name}
            </li>
          ))}
        </ul>
      </figcaption>
      {children}
      <div className="figure__canvas">
        <canvas ref={canvas} aria-hidden="true" />
      </div>
      <details className="details">
        <summary>{t("figures.table")}</summary>
        <div className="table-wrap" role="region" aria-label={title} tabIndex={0}>
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{t("field.date")}</th>
                {series.map((one) => (
                  <th key={one.name} scope="col" className="number">
                    {one.name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {dates.map((date, index) => (
                <tr key={date}>
                  <th scope="row">{format.dayOfDate(date, "short")}</th>
                  {series.map((one) => (
                    <td key={one.name} className="number">
                      {one.values[index] === null ? "–" : say(one.values[index] ?? 0)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </figure>
  );
}

/** Counts up when light turns to dark or back, so that a canvas is drawn in the colours of now. */
function useThemeTurns(): number {
  const [turns, setTurns] = useState(0);
  useEffect(() => {
    const turned = () => setTurns((before) => before + 1);
    const watch = new MutationObserver(turned);
    watch.observe(document.documentElement, { attributeFilter: ["data-theme"] });
    const system = window.matchMedia("(prefers-color-scheme: dark)");
    system.addEventListener("change", turned);
    return () => {
      watch.disconnect();
      system.removeEventListener("change", turned);
    };
  }, []);
  return turns;
}
