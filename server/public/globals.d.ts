import type { Chart as ChartClass } from 'chart.js';

declare global {
  /** Put there by Chart.js's own file, which a page loads before ours. */
  const Chart: typeof ChartClass;
}
