import type { Estimate } from '#reports/sampling-error/estimate.ts';
import { reliabilityOf, type WaveReliability } from '#reports/wave-reliability.ts';
import type { LocalizedText } from '#surveys/localized.ts';
import { analysedWave, reading } from '../../exports/analysed-wave.ts';
import { byteOrderMark } from '../../exports/csv.ts';
import { type ReliabilityDocument, reliabilityCsv, reliabilityDocument } from '../../exports/reliability.ts';
import { jsonOf } from '../../exports/report-json.ts';
import { formats } from '../../i18n/formats.ts';
import type { Translate } from '../../i18n/translate.ts';
import { aligned } from '../aligned.ts';
import { documentKind, waveToAnalyse, withoutFigures } from '../analysis.ts';
import { command } from '../command.ts';
import { writeFileWhole } from '../files.ts';
import { needed } from '../options.ts';
import { Refusal } from '../refusal.ts';
import { visible } from '../visible.ts';

export const reliability = command({
  name: 'reliability',
  summary: 'cli.reliability',
  options: { survey: needed('SLUG'), wave: needed('KEY'), out: needed('reliability.json|reliability.csv') },
  async run({ t, say, terminal, withDatabase }, { survey, wave: key, out }) {
    const kind = documentKind(out);
    const { wave, found } = await withDatabase(async (db) => {
      const read = await waveToAnalyse(db, survey, key);
      const { reliability: measured, problem } = reliabilityOf(read);
      if (measured !== null) return { wave: read, found: measured };
      if (problem.code === 'no-pairs') throw new Refusal('cli.analysis.noPairs', { survey, wave: key });
      throw await withoutFigures(db, survey, key, problem, t);
    });
    const text = reading(wave.definition, t);
    const document = reliabilityDocument(analysedWave(survey, wave), found, text, t);
    await writeFileWhole(
      out,
      kind === 'json' ? [jsonOf(document)] : [byteOrderMark, ...reliabilityCsv(found, text, t)],
    );
    say('cli.reliability.head', { wave: key });
    for (const line of table(found, text, t)) terminal.out(line);
    for (const line of warningLines(document, text, t)) terminal.out(visible(line));
    say('cli.written', { file: out });
  },
});

/** A row for each factor and, set in, each of its dimensions. */
function table({ parts }: WaveReliability, text: (text: LocalizedText) => string, t: Translate): string[] {
  const { number, integer } = formats(t.locale);
  const written = (estimate: Estimate | undefined | null): string[] => {
    const { estimate: value = null, lower = null, upper = null } = estimate ?? {};
    if (value === null) return ['–', ''];
    const interval = lower === null || upper === null ? '' : `(${number(lower, 2)}–${number(upper, 2)})`;
    return [number(value, 2), interval];
  };
  const rows = parts.map(({ kind, name, items, expectation, perception, difference }) => [
    `${kind === 'dimension' ? '  ' : ''}${visible(text(name))}`,
    integer(items.length),
    ...(perception === null
      ? [t('cli.reliability.oneItem')]
      : [
          integer(perception.n),
          ...written(expectation?.raw),
          ...written(perception.raw),
          ...written(difference),
        ]),
  ]);
  const side = (of: 'expectation' | 'perception') => `α ${t(`analysis.side.${of}`)}`;
  const header = ['', t('analysis.items'), 'n', side('expectation'), '', side('perception'), '', 'ρ'];
  return aligned([header, ...rows], new Set([1, 2, 3, 5, 7]));
}

/** Warnings that most parts get, with what the table shows anyway, as one sentence for all of them. */
const joined = ['part-left-out', 'low-difference'] as const;

function warningLines(
  { parts, warnings }: ReliabilityDocument,
  text: (text: LocalizedText) => string,
  t: Translate,
): string[] {
  const together = joined.flatMap((code) => {
    const concerned = parts.filter(({ kind, key }) =>
      warnings.some((one) => one.code === code && one.params.kind === kind && one.params.part === key),
    );
    const names = concerned.map(({ name }) => t('analysis.quoted', { name: text(name) }));
    const list = formats(t.locale).list(names);
    return names.length === 0 ? [] : [t(`cli.reliability.${code}`, { parts: list })];
  });
  const others = warnings.filter(({ code }) => !joined.some((one) => one === code));
  return [...together, ...others.map(({ message }) => message)];
}
