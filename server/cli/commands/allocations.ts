import { frameByKey, strataOfFrame } from '#db/queries/frames.ts';
import { normalQuantile } from '#reports/statistics/distributions.ts';
import { fewestToLearnFrom } from '#reports/wave-forecast.ts';
import {
  type AllocationRow,
  type ComparedAllocation,
  type ComparisonRequest,
  compareAllocations,
} from '#surveys/sampling/compare-allocations.ts';
import { domainsOf } from '#surveys/sampling/frame.ts';
import {
  type ForecastRequest,
  type ForecastSource,
  forecastStrata,
  type StrataForecast,
  usualDomainMinimum,
  usualResponseRate,
  usualSpread,
} from '../../actions/forecast-strata.ts';
import { formats } from '../../i18n/formats.ts';
import { rateSaid } from '../../views/studio/sizes-notes.view.ts';
import { aligned } from '../aligned.ts';
import { type CommandContext, command } from '../command.ts';
import { surveyNamed } from '../lookups.ts';
import { needed, optional } from '../options.ts';
import { Refusal, UsageError } from '../refusal.ts';

export const allocations = command({
  name: 'allocations',
  summary: 'cli.allocations',
  options: {
    survey: needed('SLUG'),
    frame: needed('KEY'),
    total: optional('ANSWERS'),
    margin: optional('0.02'),
    change: optional('0.03'),
    power: optional('0.8'),
    overlap: optional('0.5'),
    correlation: optional('0.5'),
    earlier: optional('WAVE'),
    spread: optional('0.25'),
    spreads: optional('"A=0.3,B=0.2"'),
    'response-rate': optional('0.3'),
    'response-rates': optional('"A=0.4,B=0.25"'),
    'domain-minimum': optional('60'),
    costs: optional('"A=40,B=20"'),
    confidence: optional('0.95'),
  },
  async run(context, options) {
    const wanted = [options.total, options.margin, options.change].filter((each) => each !== null);
    if (wanted.length !== 1) throw new UsageError('cli.allocations.oneAim');
    const assumed = {
      spread: positive('--spread', options.spread ?? String(usualSpread)),
      responseRate: share('--response-rate', options['response-rate'] ?? String(usualResponseRate)),
    };
    const said = {
      spreads: ofStrata('--spreads', options.spreads, positive),
      responseRates: ofStrata('--response-rates', options['response-rates'], share),
      costs: ofStrata('--costs', options.costs, positive),
    };
    const z = quantileOf(positive('--confidence', options.confidence ?? '0.95'));
    const aim = aimOf(options, z);
    const domainMinimum = Math.round(
      positive('--domain-minimum', options['domain-minimum'] ?? String(usualDomainMinimum)),
    );
    const forecast = await forecastOf(context, options, { assumed, said });
    const { strata } = forecast;
    const rows = compareAllocations({
      strata,
      aim,
      domains: domainsOf([...strata.keys()]),
      domainMinimum,
      z,
    });
    saySource(context, forecast, options.earlier, assumed);
    sayProblems(context, rows);
    const ways = rows.flatMap((row) => ('sizes' in row ? [row] : []));
    if (ways.length === 0) return;
    sayAnswers(context, options, ways);
    sayTable(context, ways);
  },
});

/** What is expected of the strata of the frame that was named. */
async function forecastOf(
  context: CommandContext,
  options: { readonly survey: string; readonly frame: string; readonly earlier: string | null },
  { assumed, said }: Pick<ForecastRequest, 'assumed' | 'said'>,
): Promise<StrataForecast> {
  return await context.withDatabase(async (db) => {
    const survey = await surveyNamed(db.read, options.survey);
    const frame = await frameByKey(db.read, survey.id, options.frame);
    if (frame === null) throw new Refusal('cli.unknownFrame', { survey: survey.slug, frame: options.frame });
    const strata = await strataOfFrame(db.read, frame.id);
    const populations = new Map(strata.map(({ stratum, population }) => [stratum, population]));
    for (const stratum of Object.values(said).flatMap((each) => [...each.keys()]))
      if (!populations.has(stratum)) throw new Refusal('cli.sampling.unknownStratum', { stratum });
    const earlier = options.earlier === null ? null : { survey: survey.slug, wave: options.earlier };
    const found = await forecastStrata({ db }, { populations, earlier, assumed, said });
    if (found === 'unknownWave')
      throw new Refusal('cli.unknownWave', { survey: survey.slug, wave: options.earlier ?? '' });
    return found;
  });
}

/** Why there are no such ways, each reason once. */
function sayProblems({ t, terminal }: CommandContext, rows: readonly AllocationRow[]): void {
  const problems = rows.flatMap((row) => ('problems' in row ? row.problems : []));
  const said = problems.map(({ stratum, code, params }) =>
    t(`cli.sampling.${code}`, { stratum: stratum ?? '', ...params }),
  );
  for (const problem of new Set(said)) terminal.error(problem);
}

/** What is asked for: answers in all, or an interval or a change that each way has to reach. */
function aimOf(
  options: Readonly<
    Record<'total' | 'margin' | 'change' | 'power' | 'overlap' | 'correlation', string | null>
  >,
  z: number,
): ComparisonRequest['aim'] {
  if (options.total !== null) return { total: Math.round(positive('--total', options.total)) };
  if (options.margin !== null) return { margin: positive('--margin', options.margin), z };
  const part = (option: 'power' | 'overlap' | 'correlation', usual: number) =>
    options[option] === null ? usual : Math.min(positive(`--${option}`, options[option]), 0.9999);
  const change = {
    change: positive('--change', options.change ?? ''),
    ...{ zTest: z, zPower: normalQuantile(part('power', 0.8)) },
    ...{ overlap: part('overlap', 0), correlation: part('correlation', 0.5) },
  };
  return { change };
}

function quantileOf(confidence: number): number {
  return normalQuantile(1 - (1 - Math.min(confidence, 0.9999)) / 2);
}

/** How many answers the first way takes that reaches what was asked for. */
function sayAnswers(
  { say }: CommandContext,
  { margin, change }: Readonly<Record<'margin' | 'change', string | null>>,
  ways: readonly ComparedAllocation[],
): void {
  const answers = ways.find(({ rule }) => rule === 'proportional')?.whole.size;
  if (answers === undefined) return;
  if (margin !== null) say('cli.allocations.forMargin', { answers, margin });
  if (change !== null) say('cli.allocations.forChange', { answers, change });
}

function saySource(
  { t, say }: CommandContext,
  { nothingLearnt, learntFrom, spreadSources, rateSources }: StrataForecast,
  wave: string | null,
  { spread, responseRate }: ForecastRequest['assumed'],
): void {
  const having = (sources: ReadonlyMap<string, ForecastSource>, source: ForecastSource) =>
    [...sources].filter(([, of]) => of === source).map(([stratum]) => stratum);
  if (nothingLearnt !== null) {
    const { reason, answers } = nothingLearnt;
    say(`sizes.nothing.${reason}`, { wave: wave ?? '', answers, least: fewestToLearnFrom });
  } else if (learntFrom !== null) {
    const pooled = having(spreadSources, 'pooled').join(', ');
    const told = { wave: wave ?? '', pooled: pooled === '' ? t('cli.allocations.none') : pooled };
    say('cli.allocations.spreads.wave', told);
  }
  if (having(spreadSources, 'assumed').length > 0) say('sizes.assumed.spread', { spread });
  if (having(rateSources, 'assumed').length > 0)
    say('sizes.assumed.rate', { rate: rateSaid(responseRate, t) });
}

function sayTable({ t, say, terminal }: CommandContext, rows: readonly ComparedAllocation[]): void {
  const { number } = formats(t.locale);
  const margin = (value: number | null) => (value === null ? '–' : number(value, 4));
  const invited = ({ invitations }: ComparedAllocation) =>
    [...invitations.values()].reduce((sum, size) => sum + size, 0);
  const rule = (row: ComparedAllocation) => t(`cli.allocations.rule.${row.rule}`);
  const head = [
    ...[t('cli.allocations.way'), t('cli.allocations.answers'), t('cli.allocations.invite')],
    t('cli.allocations.cost'),
    t('cli.allocations.all'),
    ...(rows[0]?.domains ?? []).map(({ name }) => t('cli.allocations.domain', { domain: name })),
  ];
  const lines = rows.map((row) => [
    ...[rule(row), number(row.whole.size, 0), number(invited(row), 0), number(row.cost, 0)],
    margin(row.whole.margin),
    ...row.domains.map((domain) => margin(domain.margin)),
  ]);
  const numbers = new Set(head.map((_, place) => place).slice(1));
  for (const line of aligned([head, ...lines], numbers)) terminal.out(line);
  for (const row of rows) {
    const sizes = [...row.invitations].map(([stratum, size]) => `${stratum}=${size}`).join(',');
    say('cli.allocations.sizes', { rule: rule(row), sizes });
    if (row.short.length > 0) say('cli.allocations.short', { rule: rule(row), strata: row.short.join(', ') });
  }
}

function positive(option: string, text: string): number {
  const value = Number(text);
  if (!/^\d{1,9}(?:\.\d{1,9})?$/.test(text) || value <= 0)
    throw new UsageError('cli.allocations.number', { option, text });
  return value;
}

function share(option: string, text: string): number {
  const value = positive(option, text);
  if (value > 1) throw new UsageError('cli.allocations.share', { option, text });
  return value;
}

/** Numbers by stratum, as `A=40,B=20`. */
function ofStrata(
  option: string,
  text: string | null,
  read: (option: string, text: string) => number,
): Map<string, number> {
  const parts = (text ?? '').split(',').filter((part) => part.trim() !== '');
  return new Map(
    parts.map((part) => {
      const at = part.lastIndexOf('=');
      return [part.slice(0, at).trim(), read(option, part.slice(at + 1).trim())];
    }),
  );
}

export const allocationCommands = [allocations];
