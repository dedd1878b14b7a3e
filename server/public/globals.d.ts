import type { Chart as ChartClass } from 'chart.js';

declare global {
  /** Put there by Chart.js's own file, which a page loads before ours. */
  const Chart: typeof ChartClass;
  /** SortableJS, as its own file makes it known. */
  const Sortable: {
    create(
      list: Element,
      options: {
        animation: number;
        delay: number;
        delayOnTouchOnly: boolean;
        filter: string;
        preventOnFilter: boolean;
        chosenClass: string;
        onEnd: (event: { item: HTMLElement; oldIndex: number; newIndex: number }) => void;
      },
    ): unknown;
  };
}
