/**
 * Draws the trend of a report from the figures in its table. Without this script the page shows the same trend as a
 * still drawing; the table is complete either way.
 */
(() => {
  /**
   * @typedef {{ value: number | null, lower: number | null, upper: number | null, text: string, isBroken: boolean }} Point
   * @typedef {{ name: string, points: Point[], color: string, mark: string }} Series
   * @typedef {{ number: string, place: number }} Event
   * @typedef {{ labels: string[], series: Series[], events: Event[] }} Trend
   * @typedef {{ x: number, low: number, high: number } | null} Bound
   * @typedef {Parameters<NonNullable<LinePlugin['afterDatasetsDraw']>>[0]} Drawing
   * @typedef {import('chart.js').Plugin<'line'>} LinePlugin
   * @typedef {{ min: number, max: number, step: number, digits: number, reference: string, choose: string }} Settings
   */

  /** Shapes differ as well as colours, in this order; series after the sixth are grey. */
  const marks = ['circle', 'rect', 'triangle', 'rectRot', 'rectRounded', 'crossRot'];
  const colors = ['--perceived', '--series-2', '--series-3', '--series-4', '--series-5', '--series-6'];
  const overall = 0;
  const labelGap = 8;
  const lineHeight = 16;
  /** More waves than these have small marks. */
  const mostLarge = 12;

  /** @param {string} name */
  const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  /** @param {string | undefined} text */
  const numberOf = (text) => (text === undefined || text === '' ? null : Number(text));

  /** @param {HTMLTableElement} table @returns {Trend} */
  function readTable(table) {
    const rows = [...table.tBodies[0].rows];
    const heads = [...(table.tHead?.rows[0]?.cells ?? [])].filter(
      (cell) => cell.dataset.series !== undefined,
    );
    return {
      labels: rows.map((row) => row.cells[0].dataset.short ?? ''),
      series: heads.map((head, index) => ({
        name: head.textContent.trim(),
        color: token(colors[index] ?? '--soft'),
        mark: marks[index] ?? 'circle',
        points: rows.map((row) => pointOf(row.cells[head.cellIndex])),
      })),
      events: [...(table.closest('figure')?.querySelectorAll('[data-event]') ?? [])].flatMap((item) => {
        if (!(item instanceof HTMLElement) || !item.dataset.place) return [];
        return [{ number: item.dataset.event ?? '', place: Number(item.dataset.place) }];
      }),
    };
  }

  /** @param {HTMLTableCellElement} cell @returns {Point} */
  function pointOf(cell) {
    const interval = cell.querySelector('small')?.textContent ?? '';
    return {
      value: numberOf(cell.dataset.value),
      lower: numberOf(cell.dataset.lower),
      upper: numberOf(cell.dataset.upper),
      isBroken: cell.dataset.broken !== undefined,
      text: `${(cell.firstChild?.textContent ?? '').trim()}${interval === '' ? '' : ` (${interval})`}`,
    };
  }

  /** The line C = 1 with its name, under everything else. @param {Settings} settings @returns {LinePlugin} */
  const referenceLine = (settings) => ({
    id: 'reference',
    beforeDatasetsDraw({ ctx, chartArea, scales }) {
      const y = scales.y.getPixelForValue(1);
      ctx.save();
      ctx.strokeStyle = ctx.fillStyle = token('--expected');
      ctx.lineWidth = 1.5;
      ctx.beginPath();
      ctx.moveTo(chartArea.left, y);
      ctx.lineTo(chartArea.right, y);
      ctx.stroke();
      ctx.textAlign = 'left';
      ctx.fillText(settings.reference, chartArea.left + labelGap, y - labelGap);
      ctx.restore();
    },
  });

  /** Intervals: a band behind the line of each series shown, whiskers at every point. @param {Series[]} series @returns {LinePlugin} */
  const intervals = (series) => ({
    id: 'intervals',
    beforeDatasetsDraw(chart) {
      for (const [index, one] of series.entries()) {
        if (!chart.isDatasetVisible(index)) continue;
        const bounds = boundsOf(chart, one);
        drawBands(chart.ctx, bounds, one);
        drawWhiskers(chart.ctx, bounds, one.color);
      }
    },
  });

  /** What happened, as numbered lines at their place in time; the list below says it. @param {Event[]} events @returns {LinePlugin} */
  const eventMarks = (events) => ({
    id: 'events',
    beforeDatasetsDraw({ ctx, chartArea, scales }) {
      const width = scales.x.getPixelForValue(1) - scales.x.getPixelForValue(0);
      const first = scales.x.getPixelForValue(0);
      // one wave alone has the whole width
      const step = Number.isFinite(width) && width > 0 ? width : chartArea.width;
      const places = events.map(({ number, place }) => ({ number, x: first + place * step }));
      ctx.save();
      ctx.strokeStyle = token('--soft');
      ctx.fillStyle = token('--ink');
      ctx.setLineDash([6, 3]);
      ctx.beginPath();
      for (const { x } of places) {
        ctx.moveTo(x, chartArea.top);
        ctx.lineTo(x, chartArea.bottom);
      }
      ctx.stroke();
      ctx.textAlign = 'center';
      ctx.textBaseline = 'bottom';
      for (const { label, x } of groupsOf(ctx, places)) ctx.fillText(label, x, chartArea.top);
      ctx.restore();
    },
  });

  /** Numbers that would lie over each other, as one range. @param {CanvasRenderingContext2D} ctx @param {{ number: string, x: number }[]} places */
  function groupsOf(ctx, places) {
    /** @type {{ label: string, x: number, first: { number: string, x: number } }[]} */
    const groups = [];
    for (const place of places) {
      let group = { label: place.number, x: place.x, first: place };
      for (let last = groups.at(-1); last && overlap(ctx, last, group); last = groups.at(-1)) {
        groups.pop();
        const label = `${last.first.number}–${place.number}`;
        group = { label, x: (last.first.x + place.x) / 2, first: last.first };
      }
      groups.push(group);
    }
    return groups;
  }

  /** @typedef {{ label: string, x: number }} Label */
  /** @param {CanvasRenderingContext2D} ctx @param {Label} one @param {Label} other */
  function overlap(ctx, one, other) {
    const widths = ctx.measureText(one.label).width + ctx.measureText(other.label).width;
    return other.x - one.x < widths / 2 + labelGap;
  }

  /** Where what is shown is another measure than before. @param {Series[]} series @returns {LinePlugin} */
  const breakLines = (series) => ({
    id: 'breaks',
    beforeDatasetsDraw(chart) {
      const { ctx, chartArea, scales } = chart;
      const shown = series.filter((_, index) => chart.isDatasetVisible(index));
      ctx.save();
      ctx.strokeStyle = token('--expected');
      ctx.setLineDash([2, 4]);
      ctx.beginPath();
      for (let place = 1; place < (chart.data.labels?.length ?? 0); place += 1) {
        if (!shown.some(({ points }) => points[place].isBroken)) continue;
        const x = (scales.x.getPixelForValue(place - 1) + scales.x.getPixelForValue(place)) / 2;
        ctx.moveTo(x, chartArea.top);
        ctx.lineTo(x, chartArea.bottom);
      }
      ctx.stroke();
      ctx.restore();
    },
  });

  /** Pixels of each point's interval; `null` where there is none. @param {Drawing} chart @param {Series} series @returns {Bound[]} */
  function boundsOf({ scales }, { points }) {
    return points.map(({ lower, upper }, place) =>
      lower === null || upper === null
        ? null
        : {
            x: scales.x.getPixelForValue(place),
            low: scales.y.getPixelForValue(lower),
            high: scales.y.getPixelForValue(upper),
          },
    );
  }

  /** No band leads to what is another measure than before. @param {CanvasRenderingContext2D} ctx @param {Bound[]} bounds @param {Series} series */
  function drawBands(ctx, bounds, { points, color }) {
    ctx.save();
    ctx.fillStyle = color;
    ctx.globalAlpha = 0.18;
    for (const [place, from] of bounds.entries()) {
      const to = bounds[place + 1];
      if (!from || !to || points[place + 1].isBroken) continue;
      ctx.beginPath();
      ctx.moveTo(from.x, from.high);
      ctx.lineTo(to.x, to.high);
      ctx.lineTo(to.x, to.low);
      ctx.lineTo(from.x, from.low);
      ctx.fill();
    }
    ctx.restore();
  }

  /** @param {CanvasRenderingContext2D} ctx @param {Bound[]} bounds @param {string} color */
  function drawWhiskers(ctx, bounds, color) {
    ctx.save();
    ctx.strokeStyle = color;
    const isDense = bounds.length > mostLarge;
    ctx.lineWidth = isDense ? 1 : 1.5;
    for (const bound of bounds) {
      if (!bound) continue;
      ctx.beginPath();
      ctx.moveTo(bound.x, bound.low);
      ctx.lineTo(bound.x, bound.high);
      for (const y of isDense ? [] : [bound.low, bound.high]) {
        ctx.moveTo(bound.x - 4, y);
        ctx.lineTo(bound.x + 4, y);
      }
      ctx.stroke();
    }
    ctx.restore();
  }

  /** Each series' name beside its last point, moved apart where they would lie over each other. @param {Series[]} series @returns {LinePlugin} */
  const directLabels = (series) => ({
    id: 'labels',
    afterDatasetsDraw(chart) {
      const { ctx, chartArea, scales } = chart;
      const labels = series
        .flatMap(({ name, points, color }, index) => {
          const last = points.findLastIndex(({ value }) => value !== null);
          if (last < 0 || !chart.isDatasetVisible(index)) return [];
          return [{ text: name, color, y: scales.y.getPixelForValue(points[last].value ?? 1) }];
        })
        .sort((a, b) => a.y - b.y);
      ctx.save();
      ctx.textBaseline = 'middle';
      let free = Number.NEGATIVE_INFINITY;
      for (const { text, color, y } of labels) {
        const line = Math.max(y, free);
        free = line + lineHeight;
        ctx.fillStyle = color;
        ctx.fillText(text, chartArea.right + labelGap, line, chart.width - chartArea.right - labelGap);
      }
      ctx.restore();
    },
  });

  /** @param {HTMLElement} figure @returns {Settings} */
  function settingsOf({ dataset }) {
    return {
      min: Number(dataset.min),
      max: Number(dataset.max),
      step: Number(dataset.step),
      digits: Number(dataset.digits),
      reference: dataset.reference ?? '',
      choose: dataset.choose ?? '',
    };
  }

  /** @param {HTMLCanvasElement} canvas @param {Settings} settings @param {Trend} trend @param {boolean[]} visible */
  function draw(canvas, settings, { labels, series, events }, visible) {
    const tick = { color: token('--soft'), maxRotation: 0 };
    const longest = Math.max(...series.map(({ name }) => textWidth(canvas, name)));
    return new Chart(canvas, {
      type: 'line',
      data: {
        labels,
        datasets: series.map(({ name, points, color, mark }, index) => ({
          label: name,
          data: points.map(({ value }) => value),
          hidden: !visible[index],
          borderColor: color,
          backgroundColor: color,
          borderWidth: index === overall ? 2.5 : 1.5,
          pointStyle: mark,
          pointRadius: labels.length > mostLarge ? 2.5 : 5,
          pointHoverRadius: 7,
          // no line leads to what is another measure than before
          segment: {
            borderColor: (/** @type {{ p1DataIndex: number }} */ { p1DataIndex }) =>
              points[p1DataIndex].isBroken ? 'transparent' : undefined,
          },
          clip: false,
        })),
      },
      options: {
        animation: false,
        maintainAspectRatio: false,
        interaction: { mode: 'index', intersect: false },
        layout: { padding: { right: Math.min(longest + 2 * labelGap, canvas.clientWidth / 3), top: 20 } },
        scales: {
          x: { offset: true, grid: { display: false }, border: { color: token('--line') }, ticks: tick },
          y: {
            min: settings.min,
            max: settings.max,
            border: { display: false },
            grid: { color: token('--rule') },
            ticks: {
              ...tick,
              stepSize: settings.step,
              callback: (value) => Number(value).toFixed(settings.digits),
            },
          },
        },
        plugins: {
          legend: { display: false },
          tooltip: {
            usePointStyle: true,
            callbacks: {
              label: ({ datasetIndex, dataIndex }) =>
                `${series[datasetIndex].name} ${series[datasetIndex].points[dataIndex].text}`,
            },
          },
        },
      },
      plugins: [
        referenceLine(settings),
        breakLines(series),
        eventMarks(events),
        intervals(series),
        directLabels(series),
      ],
    });
  }

  /** @param {HTMLCanvasElement} canvas @param {string} text */
  function textWidth(canvas, text) {
    const context = canvas.getContext('2d');
    if (!context) return 0;
    context.font = `${Chart.defaults.font.size}px ${Chart.defaults.font.family}`;
    return context.measureText(text).width;
  }

  /**
   * Buttons that show and hide series, named by what they show.
   *
   * @param {Series[]} series @param {boolean[]} visible @param {string} words @param {(index: number) => void} changed
   */
  function choices(series, visible, words, changed) {
    const group = document.createElement('div');
    group.className = 'choices';
    group.setAttribute('role', 'group');
    group.setAttribute('aria-label', words);
    group.append(words);
    for (const [index, { name }] of series.entries()) {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = name;
      button.setAttribute('aria-pressed', String(visible[index]));
      button.addEventListener('click', () => {
        visible[index] = !visible[index];
        button.setAttribute('aria-pressed', String(visible[index]));
        changed(index);
      });
      group.append(button);
    }
    return group;
  }

  /** @param {HTMLElement} place */
  function enhance(place) {
    const table = place.closest('figure')?.querySelector('table');
    if (!table) return;
    const settings = settingsOf(place);
    const visible = readTable(table).series.map((_, index) => index === overall);
    const frame = document.createElement('div');
    frame.className = 'canvas';
    const canvas = document.createElement('canvas');
    canvas.setAttribute('aria-hidden', 'true');
    frame.append(canvas);
    place.append(frame);
    place.classList.add('drawn-by-script');
    const drawNow = () => draw(canvas, settings, readTable(table), visible);
    let chart = drawNow();
    if (visible.length > 1) {
      const buttons = choices(readTable(table).series, visible, settings.choose, (index) => {
        chart.setDatasetVisibility(index, visible[index]);
        chart.update();
      });
      place.prepend(buttons);
    }
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
      chart.destroy();
      chart = drawNow();
    });
  }

  if (typeof Chart === 'undefined') return;
  Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
  Chart.defaults.font.size = 13;
  for (const place of document.querySelectorAll('[data-chart="trend"]')) {
    if (place instanceof HTMLElement) enhance(place);
  }
})();
