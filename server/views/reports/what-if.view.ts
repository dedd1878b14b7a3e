import type { Estimate } from '#reports/sampling-error/estimate.ts';
import { effectBy, type ItemEffect, outcomeBy, type WaveWhatIf } from '#reports/wave-what-if.ts';
import { type Focus, shown } from './focus.ts';

/** What a reader typed: an item's key, and points. */
export interface WhatIfAsked {
  readonly item: string;
  readonly by: string;
}

/** Where the question is sent, and what goes with it. */
export interface WhatIfForm {
  readonly action: string;
  readonly hidden: Readonly<Record<string, string>>;
}

export interface WhatIfView {
  readonly title: string;
  readonly what: string;
  /** `null` in a file, which leads nowhere. */
  readonly form: WhatIfFormView | null;
  /** What was asked and found. */
  readonly results: readonly string[];
  readonly heads: {
    readonly item: string;
    readonly effect: string;
    readonly toTop: string;
    readonly outcome: string | null;
  };
  readonly rows: readonly WhatIfRow[];
  readonly assumes: { readonly title: string; readonly sentences: readonly string[] };
}

interface WhatIfFormView {
  readonly action: string;
  readonly hidden: readonly { readonly name: string; readonly value: string }[];
  readonly itemLabel: string;
  readonly options: readonly { readonly value: string; readonly label: string; readonly isChosen: boolean }[];
  readonly byLabel: string;
  readonly by: string;
  readonly submit: string;
  readonly itemError: string | null;
  readonly byError: string | null;
}

interface WhatIfRow {
  readonly name: string;
  readonly effect: string;
  readonly interval: string;
  readonly sort: string;
  readonly toTop: string;
  readonly toTopNote: string;
  readonly sortToTop: string;
  readonly outcome: string;
  readonly outcomeInterval: string;
  readonly sortOutcome: string;
}

/** What raising each item would do to the whole, and the answer to what a reader asked. */
export function whatIfView(
  whatIf: WaveWhatIf,
  focus: Focus,
  form: WhatIfForm | null,
  asked: WhatIfAsked | null,
): WhatIfView {
  const { t, f } = focus;
  const step = pointsInWords(whatIf.step, focus);
  const reading = asked === null ? null : readAsked(whatIf, asked, focus);
  return {
    title: t('report.whatIf.title'),
    what: t('report.whatIf.what'),
    form: form && formView(whatIf, focus, form, asked, reading),
    results: reading && 'item' in reading ? resultsOf(whatIf, reading, focus) : [],
    heads: {
      item: t('report.whatIf.item'),
      effect: t('report.whatIf.effect', { step }),
      toTop: t('report.whatIf.toTop'),
      outcome: whatIf.outcome && t('report.whatIf.outcomeEffect', { step }),
    },
    rows: whatIf.items.map((item) => rowOf(item, whatIf, focus)),
    assumes: {
      title: t('report.whatIf.assumes'),
      sentences: assumptions(whatIf, focus, f.percent(whatIf.confidence)),
    },
  };
}

interface Reading {
  readonly item: ItemEffect;
  readonly points: number;
}

type Misread = Readonly<Partial<Record<'itemError' | 'byError', string>>>;

/** More digits than these ask for more than anybody can raise. */
const typedPoints = /^\d{0,4}(?:[.,]\d{1,3})?$/;

function readAsked({ items }: WaveWhatIf, asked: WhatIfAsked, focus: Focus): Reading | Misread {
  const { t, f } = focus;
  const item = items.find(({ key }) => key === asked.item);
  const most = item ? item.scale.max - item.scale.min : 1000;
  const typed = asked.by.trim();
  const points = typedPoints.test(typed) && typed !== '' ? Number(typed.replace(',', '.')) : Number.NaN;
  const isPoints = points > 0 && points <= most;
  if (item !== undefined && isPoints) return { item, points };
  return {
    ...(item === undefined ? { itemError: t('report.whatIf.unknownItem') } : {}),
    ...(isPoints ? {} : { byError: t('report.whatIf.badPoints', { most: f.integer(most) }) }),
  };
}

function formView(
  { items, step }: WaveWhatIf,
  { t, text }: Focus,
  { action, hidden }: WhatIfForm,
  asked: WhatIfAsked | null,
  reading: Reading | Misread | null,
): WhatIfFormView {
  const misread = reading && !('item' in reading) ? reading : {};
  return {
    action,
    hidden: Object.entries(hidden).map(([name, value]) => ({ name, value })),
    itemLabel: t('report.whatIf.item'),
    options: items.map(({ key, name }) => ({ value: key, label: text(name), isChosen: key === asked?.item })),
    byLabel: t('report.whatIf.by'),
    by: asked?.by.slice(0, 20) ?? String(step),
    submit: t('report.whatIf.show'),
    itemError: misread.itemError ?? null,
    byError: misread.byError ?? null,
  };
}

function resultsOf(whatIf: WaveWhatIf, { item, points }: Reading, focus: Focus): string[] {
  const { t, f, text } = focus;
  const { effect, isCapped, points: possible } = effectBy(item, points);
  const now = shown(focus.figure('csi', 'overall'))?.estimate ?? null;
  if (effect.estimate === null || now === null) return [];
  const said = t(isCapped ? 'report.whatIf.capped' : 'report.whatIf.result', {
    name: text(item.name),
    points: pointsInWords(possible, focus),
    from: f.number(now, 4),
    to: f.number(now + effect.estimate, 4),
    effect: f.signed(effect.estimate, 4),
    interval: interval(effect, 4, focus),
  });
  const outcome = outcomeBy(item, possible);
  if (whatIf.outcome === null || outcome?.estimate == null) return [said];
  return [
    said,
    t('report.whatIf.outcome', {
      points: pointsInWords(possible, focus),
      outcome: text(whatIf.outcome.outcome.text),
      effect: f.signed(outcome.estimate, 2),
      interval: interval(outcome, 2, focus),
    }),
  ];
}

function rowOf(item: ItemEffect, { step }: WaveWhatIf, focus: Focus): WhatIfRow {
  const { t, f, text } = focus;
  const { effect, isCapped, points } = effectBy(item, step);
  const { toTop } = item;
  const outcome = outcomeBy(item, points);
  const headroom = (room: number) => t('report.whatIf.headroom', { points: pointsInWords(room, focus) });
  return {
    name: text(item.name),
    effect: signed(effect, 4, focus),
    interval: [interval(effect, 4, focus), isCapped ? headroom(points) : '']
      .filter((part) => part !== '')
      .join(' · '),
    sort: sortOf(effect),
    toTop: signed(toTop, 3, focus),
    toTopNote:
      item.headroom === null ? '' : `${f.signed(item.headroom, 1) === '0.0' ? '' : headroom(item.headroom)}`,
    sortToTop: sortOf(toTop),
    outcome: outcome === null ? '—' : signed(outcome, 2, focus),
    outcomeInterval: outcome === null ? '' : interval(outcome, 2, focus),
    sortOutcome: outcome === null ? '' : sortOf(outcome),
  };
}

function signed({ estimate }: Estimate, digits: number, { f }: Focus): string {
  return estimate === null ? '—' : f.signed(estimate, digits);
}

function interval({ lower, upper }: Estimate, digits: number, { f }: Focus): string {
  return lower === null || upper === null ? '' : `[${f.signed(lower, digits)}, ${f.signed(upper, digits)}]`;
}

function sortOf({ estimate }: Estimate): string {
  return estimate === null ? '' : String(estimate);
}

/** Points with as many decimals as they have, at most two. */
function pointsInWords(points: number, { f }: Focus): string {
  const digits = [0, 1, 2].find((count) => Math.abs(Number(points.toFixed(count)) - points) < 1e-9) ?? 2;
  return f.number(points, digits);
}

function assumptions({ aggregate, outcome }: WaveWhatIf, { t, text }: Focus, confidence: string): string[] {
  const about = outcome === null ? [] : [outcomeAssumption(outcome, { t, text })];
  return [
    t('report.whatIf.assume.mean'),
    t(`report.whatIf.assume.index.${aggregate}`),
    t('report.whatIf.assume.interval', { confidence }),
    ...about,
  ];
}

function outcomeAssumption(
  { outcome, by }: NonNullable<WaveWhatIf['outcome']>,
  { t, text }: Pick<Focus, 't' | 'text'>,
): string {
  const named = { outcome: text(outcome.text) };
  if (by === 'item') return t('report.whatIf.assume.outcome.item', named);
  const parts = t(`report.first.contribution.${by}`);
  return t('report.whatIf.assume.outcome.part', { ...named, parts });
}
