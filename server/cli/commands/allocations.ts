import { frameByKey, strataOfFrame } from '#db/queries/frames.ts';
import { normalQuantile } from '#reports/statistics/distributions.ts';
import { answersForChange, answersForMargin } from '#surveys/sampling/answers-needed.ts';
import { type ComparedAllocation, compareAllocations } from '#surveys/sampling/compare-allocations.ts';
import { domainsOf } from '#surveys/sampling/frame.ts';
import { forecastStrata, type StrataForecast, usualSpread } from '../../actions/forecast-strata.ts';
import { formats } from '../../i18n/formats.ts';
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
    'domain-minimum': optional('N'),
    costs: optional('"A=40,B=20"'),
    confidence: optional('0.95'),
  },
  async run(context, options) {
    const wanted = [options.total, options.margin, options.change].filter((each) => each !== null);
    if (wanted.length !== 1) throw new UsageError('cli.allocations.oneAim');
    const assumedSpread = positive('--spread', options.spread ?? String(usualSpread));
    const confidence = positive('--confidence', options.confidence ?? '0.95');
    const costs = costsFrom(options.costs ?? '');
    const { forecast, domains } = await context.withDatabase(async (db) => {
      const survey = await surveyNamed(db.read, options.survey);
      const frame = await frameByKey(db.read, survey.id, options.frame);
      if (frame === null)
        throw new Refusal('cli.unknownFrame', { survey: survey.slug, frame: options.frame });
      const strata = await strataOfFrame(db.read, frame.id);
      const populations = new Map(strata.map(({ stratum, population }) => [stratum, population]));
      const earlier = options.earlier === null ? null : { survey: survey.slug, wave: options.earlier };
      const found = await forecastStrata({ db }, { populations, earlier, assumedSpread, costs });
      if (found === 'unknownWave')
        throw new Refusal('cli.unknownWave', { survey: survey.slug, wave: options.earlier ?? '' });
      return { forecast: found, domains: domainsOf([...populations.keys()]) };
    });
    const z = normalQuantile(1 - (1 - Math.min(confidence, 0.9999)) / 2);
    const total = answersWanted(context, forecast, options, z);
    const domainMinimum =
      options['domain-minimum'] === null
        ? Math.floor(total / domains.length)
        : positive('--domain-minimum', options['domain-minimum']);
    const rows = compareAllocations({
      ...{ strata: forecast.strata, total, domains, domainMinimum },
      z,
      responseRates: forecast.responseRates,
    });
    saySource(context, forecast, options.earlier, assumedSpread);
    for (const row of rows) {
      if ('sizes' in row) continue;
      for (const { stratum, code, params } of row.problems)
        context.terminal.error(context.t(`cli.sampling.${code}`, { stratum: stratum ?? '', ...params }));
    }
    sayTable(
      context,
      rows.flatMap((row) => ('sizes' in row ? [row] : [])),
    );
  },
});

/** The answers asked for, or those that an interval or a change needs. */
function answersWanted(
  context: CommandContext,
  { strata }: StrataForecast,
  options: Readonly<
    Record<'total' | 'margin' | 'change' | 'power' | 'overlap' | 'correlation', string | null>
  >,
  z: number,
): number {
  if (options.total !== null) return Math.round(positive('--total', options.total));
  if (options.margin !== null) {
    const needed = answersForMargin(strata, positive('--margin', options.margin), z);
    if ('problems' in needed) return 0;
    context.say('cli.allocations.forMargin', { answers: needed.answers, margin: options.margin });
    return needed.answers;
  }
  const share = (option: 'power' | 'overlap' | 'correlation', usual: number) =>
    options[option] === null ? usual : Math.min(positive(`--${option}`, options[option]), 0.9999);
  const answers = answersForChange(strata, {
    change: positive('--change', options.change ?? ''),
    ...{ zTest: z, zPower: normalQuantile(share('power', 0.8)) },
    ...{ overlap: share('overlap', 0), correlation: share('correlation', 0.5) },
  });
  context.say('cli.allocations.forChange', { answers, change: options.change ?? '' });
  return answers;
}

function saySource(
  { t, say }: CommandContext,
  { index, sources, strata }: StrataForecast,
  wave: string | null,
  spread: number,
): void {
  if (wave === null || index === null) {
    say('cli.allocations.spreads.assumed', { spread });
    return;
  }
  const pooled = [...strata.keys()].filter((stratum) => sources.get(stratum) === 'pooled').join(', ');
  say('cli.allocations.spreads.wave', { wave, pooled: pooled === '' ? t('cli.allocations.none') : pooled });
}

function sayTable({ t, say, terminal }: CommandContext, rows: readonly ComparedAllocation[]): void {
  const { number } = formats(t.locale);
  const margin = (value: number | null) => (value === null ? '–' : number(value, 4));
  const rule = (row: ComparedAllocation) => t(`cli.allocations.rule.${row.rule}`);
  const head = [
    ...[t('cli.allocations.way'), t('cli.allocations.answers'), t('cli.allocations.cost')],
    t('cli.allocations.all'),
    ...(rows[0]?.domains ?? []).map(({ name }) => t('cli.allocations.domain', { domain: name })),
  ];
  const lines = rows.map((row) => [
    ...[rule(row), number(row.whole.size, 0), number(row.cost, 0), margin(row.whole.margin)],
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

function costsFrom(text: string): Map<string, number> {
  const parts = text.split(',').filter((part) => part.trim() !== '');
  return new Map(
    parts.map((part) => {
      const at = part.lastIndexOf('=');
      return [part.slice(0, at).trim(), positive('--costs', part.slice(at + 1).trim())];
    }),
  );
}

export const allocationCommands = [allocations];
