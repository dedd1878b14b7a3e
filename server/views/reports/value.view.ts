import type { RiskFigure } from '#reports/revenue-at-risk.ts';
import type { Estimate } from '#reports/sampling-error/estimate.ts';
import { type ScoreBand, scoreBands } from '#reports/value-classes.ts';
import type { KnownShare, ValueRow, ValueTable, WaveRevenue, WaveValue } from '#reports/wave-value.ts';
import { type Focus, valueNamed, variableNamed } from './focus.ts';
import { separation } from './sentences.ts';

/** What customers are worth beside how satisfied they are. */
export interface ValueView {
  readonly title: string;
  readonly sentences: readonly string[];
  readonly heads: Readonly<
    Record<'class' | 'customers' | 'revenue' | 'csi' | 'dissatisfied' | 'risk' | 'answers', string>
  >;
  readonly tables: readonly ValueTableView[];
  readonly loss: { readonly title: string; readonly said: string; readonly assumed: string } | null;
  readonly notes: readonly string[];
}

interface ValueTableView {
  readonly name: string;
  readonly hasRevenue: boolean;
  readonly hasRisk: boolean;
  readonly rows: readonly ValueRowView[];
}

interface Figured {
  readonly text: string;
  readonly interval: string;
  readonly sort: string;
}

interface ValueRowView {
  readonly name: string;
  readonly customers: Figured;
  readonly revenue: Figured;
  readonly csi: Figured;
  readonly dissatisfied: Figured;
  readonly risk: Figured;
  readonly n: string;
  readonly heldBack: string | null;
}

export function valueView(value: WaveValue, focus: Focus): ValueView | null {
  const { t } = focus;
  if (value.tables.length === 0 && value.revenue === null) return null;
  return {
    title: t('report.value.title'),
    sentences: sentencesOf(value, focus),
    heads: {
      class: t('report.value.class'),
      customers: t('report.value.customers'),
      revenue: t('report.value.revenue'),
      csi: t('report.value.csi'),
      dissatisfied: t('report.value.dissatisfied'),
      risk: t('report.value.risk'),
      answers: t('report.value.answers'),
    },
    tables: value.tables.map((table) => tableView(table, value, focus)),
    loss: value.revenue && lossView(value.revenue, focus),
    notes: notesOf(value, focus),
  };
}

/** A sum of money to three digits that count, in the currency of the plan. */
function money(amount: number, { currency }: Pick<WaveRevenue, 'currency'>, { t }: Focus): string {
  return new Intl.NumberFormat(t.locale, {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    notation: 'compact',
    maximumSignificantDigits: 3,
  })
    .format(amount)
    .replace('-', '−');
}

function moneyRange({ lower, upper }: Estimate, revenue: WaveRevenue, focus: Focus): string {
  if (lower === null || upper === null) return '';
  return `[${money(lower, revenue, focus)}, ${money(upper, revenue, focus)}]`;
}

function className(variable: string, value: string, focus: Focus): string {
  const band = scoreBands.find((each) => each === value);
  if (variable === 'rfm' && band !== undefined)
    return focus.t(`report.value.rfm.${band satisfies ScoreBand}`);
  return valueNamed(focus, variable, value);
}

function tableName({ variable }: ValueTable, focus: Focus): string {
  const named = variableNamed(focus, variable);
  return named === variable ? focus.t(`report.value.${variable}`) : named;
}

function sentencesOf(value: WaveValue, focus: Focus): string[] {
  const { t, f } = focus;
  const { revenue } = value;
  const exposed = revenue?.atRisk.exposed;
  const ofTotal =
    exposed?.estimate != null && revenue?.total
      ? t('report.value.say.ofTotal', { share: f.percent(exposed.estimate / revenue.total) })
      : '';
  const risk =
    revenue && exposed?.estimate != null
      ? [
          t('report.value.say.risk', {
            exposed: money(exposed.estimate, revenue, focus),
            interval: moneyRange(exposed, revenue, focus),
            ofTotal,
          }),
        ]
      : [];
  return [...risk, ...value.tables.slice(0, 1).flatMap((table) => classSentence(table, focus))];
}

/** Which class is the least satisfied, where its interval stays under those of all others. */
function classSentence({ variable, rows }: ValueTable, focus: Focus): string[] {
  const { t, f } = focus;
  const ranking = rows
    .flatMap(({ value, csi: { estimate, lower, upper } }) =>
      estimate === null || lower === null || upper === null
        ? []
        : [{ name: className(variable, value, focus), estimate, lower, upper }],
    )
    .sort((one, other) => one.estimate - other.estimate);
  if (ranking.length < 2) return [];
  const { lowest, ends } = separation(ranking);
  if (lowest) return [t('report.value.say.lowest', { name: lowest.name, c: f.index(lowest.estimate) })];
  return ends ? [] : [t('report.value.say.alike')];
}

function tableView(table: ValueTable, { revenue }: WaveValue, focus: Focus): ValueTableView {
  const { rows } = table;
  return {
    name: tableName(table, focus),
    hasRevenue: rows.some((row) => row.revenue !== null),
    hasRisk: rows.some((row) => row.risk !== null),
    rows: rows.map((row) => rowView(table.variable, row, revenue, focus)),
  };
}

function rowView(variable: string, row: ValueRow, revenue: WaveRevenue | null, focus: Focus): ValueRowView {
  const { t, f } = focus;
  return {
    name: className(variable, row.value, focus),
    customers: shareCell(row.customers, focus),
    revenue: shareCell(row.revenue, focus),
    csi: cell(row.csi, (value) => f.index(value)),
    dissatisfied: cell(row.dissatisfied, (value) => f.percent(Math.min(1, Math.max(0, value)))),
    risk: row.risk && revenue ? riskCell(row.risk, revenue, focus) : nothing,
    n: row.isHeldBack ? '—' : f.integer(row.n),
    heldBack: row.isHeldBack ? t('report.value.heldBack') : null,
  };
}

const nothing: Figured = { text: '—', interval: '', sort: '' };

function cell({ estimate, lower, upper }: Estimate, say: (value: number) => string): Figured {
  if (estimate === null) return nothing;
  return {
    text: say(estimate),
    interval: lower === null || upper === null ? '' : `${say(lower)}–${say(upper)}`,
    sort: String(estimate),
  };
}

function shareCell(share: KnownShare | null, { t, f }: Focus): Figured {
  if (share === null) return nothing;
  if (share.isKnown) return { text: f.percent(share.share), interval: '', sort: String(share.share) };
  const estimated = cell(share.estimate, (value) => f.percent(Math.min(1, Math.max(0, value))));
  return { ...estimated, interval: `${estimated.interval} ${t('report.value.estimated')}`.trim() };
}

function riskCell({ exposed, suppressed }: RiskFigure, revenue: WaveRevenue, focus: Focus): Figured {
  if (suppressed !== null) return { ...nothing, text: focus.t('report.value.risk.heldBack') };
  if (exposed.estimate === null) return nothing;
  return {
    text: money(exposed.estimate, revenue, focus),
    interval: moneyRange(exposed, revenue, focus),
    sort: String(exposed.estimate),
  };
}

/** What would be lost under the plan's assumption, which is said beside it. */
function lossView(revenue: WaveRevenue, focus: Focus): ValueView['loss'] {
  const { t, f } = focus;
  const [least, most] = revenue.lossRate.map((rate) => f.percent(rate));
  const rates = { least: least ?? '', most: most ?? '' };
  const [low, high] = revenue.loss ?? [];
  const isKnown = low?.estimate != null && high?.estimate != null;
  const amount = (value: number | null | undefined) => (value == null ? '—' : money(value, revenue, focus));
  return {
    title: t('report.value.loss', rates),
    said: isKnown
      ? t('report.value.loss.say', {
          low: amount(low.estimate),
          high: amount(high.estimate),
          lowest: amount(low.lower ?? low.estimate),
          highest: amount(high.upper ?? high.estimate),
        })
      : t('report.value.loss.heldBack'),
    assumed: t('report.value.loss.assume', rates),
  };
}

function notesOf(value: WaveValue, focus: Focus): string[] {
  const { t, f } = focus;
  const { rule, revenue, revenueProblem, tables } = value;
  const below = rule && f.number(rule.below, rule.kind === 'index' ? 2 : 1);
  const isHeldBack =
    tables.some(({ rows }) => rows.some((row) => row.isHeldBack || row.risk?.suppressed)) ||
    revenue?.atRisk.suppressed;
  const rated =
    rule?.kind === 'outcome' ? focus.report.ratings.find(({ key }) => key === rule.question) : null;
  return [
    ...(rule === null
      ? []
      : rule.kind === 'index'
        ? [t('report.value.rule.index', { below: below ?? '' })]
        : [
            t('report.value.rule.outcome', {
              question: rated ? focus.text(rated.text) : rule.question,
              below: below ?? '',
            }),
          ]),
    ...(revenue === null ? [] : revenueNotes(revenue, focus)),
    ...(revenueProblem === null ? [] : [t(`report.value.problem.${revenueProblem}`)]),
    ...(isHeldBack ? [t('report.value.heldBackCaption')] : []),
    t('report.value.caption', { confidence: f.percent(value.confidence) }),
  ];
}

function revenueNotes(revenue: WaveRevenue, focus: Focus): string[] {
  const { t, f } = focus;
  return [
    revenue.total === null
      ? t('report.value.revenue.estimated', { n: f.integer(revenue.known) })
      : t('report.value.revenue.known', { total: money(revenue.total, revenue, focus) }),
    ...(revenue.unknown > 0 ? [t('report.value.revenue.missing', { n: f.integer(revenue.unknown) })] : []),
  ];
}
