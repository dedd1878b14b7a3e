import { jointCovariance } from '#reports/joint-covariance.ts';
import { analysedWave } from '../../exports/analysed-wave.ts';
import { covarianceCsv, covarianceDocument } from '../../exports/covariance.ts';
import { byteOrderMark } from '../../exports/csv.ts';
import { jsonOf } from '../../exports/report-json.ts';
import { documentKind, waveToAnalyse, withoutFigures } from '../analysis.ts';
import { command } from '../command.ts';
import { writeFileWhole } from '../files.ts';
import { needed } from '../options.ts';

export const covariance = command({
  name: 'covariance',
  summary: 'cli.covariance',
  options: {
    survey: needed('SLUG'),
    wave: needed('KEY'),
    out: needed('covariance.json|covariance.csv'),
  },
  async run({ t, say, withDatabase }, { survey, wave: key, out }) {
    const kind = documentKind(out);
    const { wave, joint } = await withDatabase(async (db) => {
      const read = await waveToAnalyse(db, survey, key);
      const { joint: found, problem } = jointCovariance(read);
      if (found === null) throw await withoutFigures(db, survey, key, problem, t);
      return { wave: read, joint: found };
    });
    const text =
      kind === 'json'
        ? [jsonOf(covarianceDocument(analysedWave(survey, wave), joint))]
        : [byteOrderMark, ...covarianceCsv(joint)];
    await writeFileWhole(out, text);
    say('cli.covariance.done', { figures: joint.figures.length, file: out });
  },
});
