import type { Estimate } from '#reports/sampling-error/estimate.ts';
import type { PassedOver, Priority, WavePriorities } from '#reports/wave-priorities.ts';
import { effectBy } from '#reports/wave-what-if.ts';
import { driverWarningInWords } from '../../exports/priorities.ts';
import { coordinate } from './axis.ts';
import { type BeginLink, beginLink, type Focus } from './focus.ts';
import { importanceOf, type PriorityMap, priorityMapView } from './priority-map.view.ts';
import { type ValueView, valueView } from './value.view.ts';
import { type WhatIfAsked, type WhatIfForm, type WhatIfView, whatIfView } from './what-if.view.ts';

/** What to do first: what matters and is weak, what raising it is worth, and whose revenue is at stake. */
export interface First {
  readonly finding: string;
  /** What else the figures show. */
  readonly sentences: readonly string[];
  readonly map: PriorityMap | null;
  readonly table: PriorityTable | null;
  readonly notes: readonly string[];
  readonly whatIf: WhatIfView | null;
  readonly value: ValueView | null;
  readonly words: Readonly<Record<'title' | 'map', string>>;
}

interface PriorityTable {
  readonly heads: Readonly<Record<'number' | 'part' | 'csi' | 'field', string>>;
  /** Of importance: in the answers, stated, declared, and both drawn; only those that are known. */
  readonly importanceHeads: readonly string[];
  readonly bothHead: string | null;
  readonly rows: readonly PriorityRow[];
  readonly caption: string;
}

interface PriorityRow {
  readonly number: number;
  readonly name: string;
  readonly importance: readonly { readonly text: string; readonly interval: string; readonly sort: string }[];
  readonly both: Paired | null;
  readonly csi: string;
  readonly interval: string;
  readonly sortCsi: string;
  readonly field: string;
  readonly borderline: string | null;
  readonly begin: BeginLink | null;
}

/** A disc with its interval above a square: shares of the width. */
interface Paired {
  readonly label: string;
  readonly disc: string;
  readonly lower: string;
  readonly upper: string;
  readonly square: string;
  readonly squareLower: string;
  readonly squareUpper: string;
}

/** The section; `null` where the wave says nothing of it. */
export function first(focus: Focus, form: WhatIfForm | null, asked: WhatIfAsked | null): First | null {
  const { t, analysis } = focus;
  const priorities = analysis?.drivers ?? null;
  const value = analysis?.value ? valueView(analysis.value, focus) : null;
  if (priorities === null && value === null) return null;
  const map = priorities && priorityMapView(priorities, focus);
  return {
    finding: priorities && map ? finding(priorities, focus) : withoutMap(priorities, focus),
    sentences: priorities && map ? sentencesOf(priorities, focus) : [],
    map,
    table: priorities && priorityTable(priorities, focus),
    notes: priorities ? notesOf(priorities, focus) : [],
    whatIf: analysis?.whatIf ? whatIfView(analysis.whatIf, focus, form, asked) : null,
    value,
    words: { title: t('report.first.title'), map: t('report.first.map') },
  };
}

/** Why nothing can be put in order. */
function withoutMap(priorities: WavePriorities | null, { t }: Focus): string {
  const isFew = priorities === null || priorities.parts.length < 2;
  return t(isFew ? 'report.first.say.noParts' : 'report.first.say.noMap');
}

function partsWord({ by }: Pick<WavePriorities, 'by'>, { t }: Focus): string {
  return t(`report.first.contribution.${by}`);
}

/** What comes first: only what lies in its field with both intervals is said to. */
function finding(priorities: WavePriorities, focus: Focus): string {
  const { t, f, text } = focus;
  const parts = partsWord(priorities, focus);
  const inField = priorities.parts
    .filter(({ quadrant }) => quadrant === 'concentrate-here')
    .toSorted((one, other) => strength(other, priorities) - strength(one, priorities));
  const settled = inField.filter(
    ({ borderline }) => borderline.importance === false && borderline.performance === false,
  );
  const names = (some: readonly Priority[]) => f.list(some.slice(0, mostNamed).map(({ name }) => text(name)));
  if (settled.length > 0) return t('report.first.say.settled', { names: names(settled), parts });
  if (inField.length > 0) return t('report.first.say.open', { names: names(inField), parts });
  return t('report.first.say.none', { parts, field: t('analysis.quadrant.concentrate-here') });
}

/** A sentence that names more says nothing. */
const mostNamed = 4;

function strength(part: Priority, { source }: WavePriorities): number {
  return importanceOf(part, source) ?? 0;
}

function sentencesOf(priorities: WavePriorities, focus: Focus): string[] {
  const { t, f, text } = focus;
  const names = (some: readonly Priority[]) => f.list(some.map(({ name }) => text(name)));
  const open = priorities.parts.filter(isBorderline);
  const other = priorities.parts.some(({ stated }) => stated !== null) ? 'stated' : 'declared';
  const contrast = (kind: 'hidden' | 'claimed') => {
    const some = priorities.parts.filter((part) => part.contrast === kind);
    if (some.length === 0) return [];
    const words = { other: t(`report.first.other.${other}`), Other: t(`report.first.Other.${other}`) };
    return [t(`report.first.${kind}`, { ...words, names: names(some) })];
  };
  return [
    ...effectSentence(focus),
    ...(open.length === 0 ? [] : [t('report.first.borderlines', { names: names(open) })]),
    ...contrast('hidden'),
    ...contrast('claimed'),
  ];
}

function isBorderline({ quadrant, borderline }: Priority): boolean {
  return quadrant !== null && (borderline.importance === true || borderline.performance === true);
}

/** Which single item is worth most, where one of them is worth more than all others. */
function effectSentence({ t, f, text, analysis }: Focus): string[] {
  const whatIf = analysis?.whatIf;
  if (!whatIf) return [];
  const effects = whatIf.items.flatMap((item) => {
    const { effect } = effectBy(item, whatIf.step);
    const { estimate, lower, upper } = effect;
    return estimate === null || lower === null || upper === null
      ? []
      : [{ name: text(item.name), estimate, lower, upper }];
  });
  const [best, next] = effects.toSorted((one, other) => other.estimate - one.estimate);
  if (best === undefined || next === undefined || best.lower <= next.upper) return [];
  const said = {
    name: best.name,
    effect: f.signed(best.estimate, 4),
    interval: `[${f.signed(best.lower, 4)}, ${f.signed(best.upper, 4)}]`,
  };
  if (whatIf.step === 0.5) return [t('report.first.say.effect', said)];
  return [t('report.first.say.effectOf', { ...said, points: f.number(whatIf.step, 1) })];
}

function priorityTable(priorities: WavePriorities, focus: Focus): PriorityTable {
  const { t, f } = focus;
  const { parts, confidence, model } = priorities;
  const columns = columnsOf(priorities);
  const other = columns.includes('stated') ? 'stated' : 'declared';
  const isPaired = columns.includes('implied') && columns.length > 1;
  const draw = isPaired ? pairing(parts, other) : null;
  return {
    heads: {
      number: t('report.first.number'),
      part: t('report.first.part'),
      csi: t('report.first.csi'),
      field: t('report.first.field'),
    },
    importanceHeads: columns.map((column) => t(`report.first.${column}`)),
    bothHead: isPaired ? t('report.first.both', { other: t(`report.first.other.${other}`) }) : null,
    rows: parts.map((part, place) => ({
      number: place + 1,
      name: focus.text(part.name),
      importance: columns.map((column) => importanceCell(part, column, focus)),
      both: draw?.(part, focus) ?? null,
      ...csiCells(part.csi, focus),
      field: t(part.quadrant === null ? 'analysis.quadrant.none' : `analysis.quadrant.${part.quadrant}`),
      borderline: isBorderline(part) ? t('report.first.borderline') : null,
      begin: beginLink(priorities.by === 'item' ? part.key : `${priorities.by}:${part.key}`, focus),
    })),
    caption:
      model === null
        ? t('report.first.table.captionPlain', { confidence: f.percent(confidence) })
        : t('report.first.table.caption', {
            confidence: f.percent(confidence),
            errors: t(`report.first.errors.${model.errors.method}`),
          }),
  };
}

type ImportanceColumn = 'implied' | 'stated' | 'declared';

/** The weight in the questionnaire stands in where customers are not asked. */
function columnsOf({ parts }: WavePriorities): ImportanceColumn[] {
  const isStated = parts.some(({ stated }) => stated !== null);
  return [
    ...(parts.some(({ implied }) => implied !== null) ? (['implied'] as const) : []),
    isStated ? 'stated' : 'declared',
  ];
}

function importanceCell(
  part: Priority,
  column: ImportanceColumn,
  { f }: Focus,
): PriorityRow['importance'][number] {
  if (column === 'declared') {
    return { text: f.percent(part.declared), interval: '', sort: String(part.declared) };
  }
  const { estimate = null, lower = null, upper = null } = part[column] ?? {};
  if (estimate === null) return { text: '—', interval: '', sort: '' };
  const say = (value: number) => (column === 'implied' ? f.percent(value) : f.number(value, 2));
  return {
    text: say(estimate),
    interval:
      lower === null || upper === null
        ? ''
        : `${say(Math.max(column === 'implied' ? 0 : lower, lower))}–${say(upper)}`,
    sort: String(estimate),
  };
}

function csiCells({ estimate, lower, upper }: Estimate, { f }: Focus) {
  return {
    csi: estimate === null ? '—' : f.index(estimate),
    interval: lower === null || upper === null ? '' : f.range(lower, upper, 3),
    sortCsi: estimate === null ? '' : String(estimate),
  };
}

/** Draws both kinds of importance one above the other: shares on one axis; what is stated on that of its own answers. */
function pairing(parts: readonly Priority[], other: 'stated' | 'declared') {
  const ends = (values: readonly number[], from: number | null) => {
    const [low, high] = [from ?? Math.min(...values), Math.max(...values)];
    return (value: number) =>
      coordinate(4 + 92 * (high > low ? Math.min(1, Math.max(0, (value - low) / (high - low))) : 0.5));
  };
  const bounds = (estimate: Estimate | null) =>
    [estimate?.estimate, estimate?.lower, estimate?.upper].flatMap((value) => (value == null ? [] : [value]));
  const shares = parts.flatMap(({ implied }) => bounds(implied));
  const said = parts.flatMap((part) => (other === 'stated' ? bounds(part.stated) : [part.declared]));
  const across = ends(other === 'declared' ? [...shares, ...said] : shares, 0);
  const acrossOther = other === 'declared' ? across : ends(said, null);
  return (part: Priority, focus: Focus): Paired | null => {
    const { implied } = part;
    const from = other === 'declared' ? part.declared : part.stated?.estimate;
    if (implied?.estimate == null || from == null) return null;
    const { estimate, lower, upper } = implied;
    const [least, most] =
      other === 'declared' ? [from, from] : [part.stated?.lower ?? from, part.stated?.upper ?? from];
    return {
      label: focus.t('report.first.both.label', {
        name: focus.text(part.name),
        implied: importanceCell(part, 'implied', focus).text,
        other: `${focus.t(`report.first.other.${other}`)} ${importanceCell(part, other, focus).text}`,
      }),
      disc: across(estimate),
      lower: across(lower ?? estimate),
      upper: across(upper ?? estimate),
      square: acrossOther(from),
      squareLower: acrossOther(least),
      squareUpper: acrossOther(most),
    };
  };
}

/** Where importance comes from, and what to beware of. */
function notesOf(priorities: WavePriorities, focus: Focus): string[] {
  const { t, f, text } = focus;
  const { model, source, problem, passedOver } = priorities;
  const parts = partsWord(priorities, focus);
  if (source !== 'implied' || model === null) {
    const origin = source === 'stated' ? 'report.first.source.stated' : 'report.first.source.declared';
    return [t(origin, { reason: reasonInWords(problem, focus) })];
  }
  const { outcome, n, leftOut, rSquared, warnings } = model;
  const { estimate, lower, upper } = rSquared;
  const names = new Map(priorities.parts.map(({ key, name }) => [key, text(name)]));
  return [
    t('report.first.source.implied', {
      outcome: text(outcome.text),
      parts,
      n: f.integer(n),
      rSquared: estimate === null ? '—' : f.percent(estimate),
      interval:
        lower === null || upper === null
          ? '—'
          : `${f.percent(Math.max(0, lower))}–${f.percent(Math.min(1, upper))}`,
    }),
    ...(leftOut > 0 ? [t('report.first.leftOut', { leftOut: f.integer(leftOut) })] : []),
    ...passedOver
      .filter(({ why }) => why !== 'one-part')
      .map(({ by, why }) =>
        t('report.first.passed', {
          parts: t(`report.first.passed.${by}`),
          reason: reasonInWords(why, focus),
        }),
      ),
    ...warnings.map((warning) => driverWarningInWords(warning, names, t)),
  ];
}

function reasonInWords(why: PassedOver['why'] | 'no-outcome' | null, { t }: Focus): string {
  switch (why) {
    case 'no-outcome':
    case 'one-part':
    case 'too-many':
    case 'too-few-cases':
      return t(`report.first.reason.${why}`);
    case 'too-few-answers':
      return t('report.first.reason.too-few-cases');
    case 'constant-driver':
    case 'constant-outcome':
    case 'collinear-drivers':
      return t('report.first.reason.alike');
    default:
      return t('report.first.reason.other');
  }
}
