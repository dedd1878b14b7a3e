import { type PartKind, partKinds } from '#reports/parts.ts';
import {
  type DriversRequest,
  driversOf,
  importanceSources,
  type LineRule,
  lineRules,
  performanceMeasures,
} from '#reports/wave-drivers.ts';
import { analysedWave, reading } from '../../exports/analysed-wave.ts';
import { byteOrderMark } from '../../exports/csv.ts';
import { prioritiesCsv, prioritiesDocument } from '../../exports/priorities.ts';
import { jsonOf } from '../../exports/report-json.ts';
import { documentKind, oneOf, waveToAnalyse } from '../analysis.ts';
import { command } from '../command.ts';
import { writeFileWhole } from '../files.ts';
import { needed, optional } from '../options.ts';
import { prioritiesLines } from '../priorities-lines.ts';
import { withoutDrivers } from '../priorities-refusal.ts';
import { UsageError } from '../refusal.ts';
import { visible } from '../visible.ts';

const ways = ['jackknife', 'linearization'] as const;

export const priorities = command({
  name: 'priorities',
  summary: 'cli.priorities',
  options: {
    survey: needed('SLUG'),
    wave: needed('KEY'),
    outcome: needed('QUESTION'),
    by: optional('item|dimension|factor'),
    importance: optional('implied|stated'),
    performance: optional('csi|perception'),
    crosshair: optional('mean|median|midpoint|PERFORMANCE,IMPORTANCE'),
    errors: optional('jackknife|linearization'),
    out: needed('priorities.json|priorities.csv'),
  },
  async run({ t, say, terminal, withDatabase }, options) {
    const kind = documentKind(options.out);
    const by: PartKind = oneOf('--by', options.by ?? 'dimension', partKinds);
    const request: DriversRequest = {
      outcome: options.outcome,
      by,
      importance: oneOf('--importance', options.importance ?? 'implied', importanceSources),
      performance: oneOf('--performance', options.performance ?? 'csi', performanceMeasures),
      crosshair: crosshairFrom(options.crosshair ?? 'mean'),
      ...(options.errors === null ? {} : { errors: oneOf('--errors', options.errors, ways) }),
    };
    const { wave, drivers } = await withDatabase(async (db) => {
      const read = await waveToAnalyse(db, options.survey, options.wave);
      const { drivers: found, problem } = driversOf(read, request);
      if (found === null) throw await withoutDrivers(db, problem, { ...options, by, wave: read }, t);
      return { wave: read, drivers: found };
    });
    const text = reading(wave.definition, t);
    const document = prioritiesDocument(analysedWave(options.survey, wave), drivers, text, t);
    await writeFileWhole(
      options.out,
      kind === 'json' ? [jsonOf(document)] : [byteOrderMark, ...prioritiesCsv(drivers, text, t)],
    );
    for (const line of prioritiesLines(wave.key, drivers, text, t)) terminal.out(line);
    for (const { message } of document.warnings) terminal.out(visible(message));
    say('cli.written', { file: options.out });
  },
});

/**
 * The lines of the map: one rule for both axes, or `PERFORMANCE,IMPORTANCE`, each a rule or a number.
 *
 * @throws UsageError
 */
function crosshairFrom(text: string): NonNullable<DriversRequest['crosshair']> {
  const words = text.split(',');
  const [performance, importance = performance] = words.map(ruleFrom);
  const isOneNumber = words.length === 1 && typeof performance === 'number';
  if (words.length > 2 || isOneNumber || performance === undefined || importance === undefined) {
    throw new UsageError('cli.priorities.crosshair', { text });
  }
  return { importance, performance };
}

function ruleFrom(word: string): LineRule | undefined {
  return /^[-+]?\d{1,15}(?:\.\d{1,15})?$/.test(word) ? Number(word) : lineRules.find((rule) => rule === word);
}
