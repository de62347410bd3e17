// The chart library, fetched only with a page of figures, and cut down to what is drawn there.

import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  LinearScale,
  Tooltip,
  type ChartConfiguration,
} from "chart.js";

Chart.register(BarController, BarElement, CategoryScale, LinearScale, Tooltip);

export interface Series {
  name: string;
  values: readonly (number | null)[];
  /** The name of a colour in tokens.css. */
  colour: string;
}

export interface Drawing {
  labels: readonly string[];
  series: readonly Series[];
  format: (value: number) => string;
  backwards: boolean;
  /** Halves of what is counted are no marks on its axis. */
  whole: boolean;
}

/** Draw into a canvas, in the colours that hold there; what is returned takes it away again. */
export function draw(canvas: HTMLCanvasElement, drawing: Drawing): () => void {
  const chart = new Chart(canvas, configured(drawing, getComputedStyle(canvas)));
  return () => chart.destroy();
}

function configured(drawing: Drawing, style: CSSStyleDeclaration): ChartConfiguration {
  const colour = (name: string) => resolved(style.getPropertyValue(name));
  const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const ink = colour("--ink-soft");
  const line = colour("--line");
  const font = { family: style.fontFamily, size: 12 };
  return {
    type: "bar",
    data: {
      labels: [...drawing.labels],
      datasets: drawing.series.map((series) => ({
        label: series.name,
        data: [...series.values],
        backgroundColor: colour(series.colour),
        borderRadius: 4,
      })),
    },
    options: {
      responsive: true,
      maintainAspectRatio: false,
      animation: still ? false : { duration: 260 },
      interaction: { mode: "index", intersect: false },
      plugins: {
        tooltip: {
          rtl: drawing.backwards,
          callbacks: {
            label: ({ dataset, parsed }) =>
              `${dataset.label ?? ""}: ${drawing.format(parsed.y ?? 0)}`,
          },
        },
      },
      scales: {
        x: {
          stacked: true,
          reverse: drawing.backwards,
          grid: { display: false },
          border: { color: line },
          ticks: { color: ink, font, maxRotation: 0, autoSkipPadding: 16 },
        },
        y: {
          stacked: true,
          beginAtZero: true,
          position: drawing.backwards ? "right" : "left",
          grid: { color: line },
          border: { display: false },
          ticks: {
            color: ink,
            font,
            maxTicksLimit: 6,
            precision: drawing.whole ? 0 : undefined,
            callback: (value) => drawing.format(Number(value)),
          },
        },
      },
    },
  };
}

/** `light-dark(…)` is the style sheet's own; a canvas wants the colour that it stands for. */
function resolved(value: string): string {
  const probe = document.createElement("span");
  probe.style.color = value;
  document.body.append(probe);
  const colour = getComputedStyle(probe).color;
  probe.remove();
  return colour;
}
