import type { Database } from '#db/database.ts';
import type { WaveInput } from '#reports/measure-wave.ts';
import { type PartKind, partsOf } from '#reports/parts.ts';
import type { DriversProblem } from '#reports/wave-drivers.ts';
import { reading } from '../exports/analysed-wave.ts';
import { formats } from '../i18n/formats.ts';
import type { Translate } from '../i18n/translate.ts';
import { reasonInWords } from '../views/reports/focus.ts';
import { withoutFigures } from './analysis.ts';
import { Refusal } from './refusal.ts';

/** What was asked for in vain. */
interface Asked {
  readonly survey: string;
  readonly outcome: string;
  readonly by: PartKind;
  readonly wave: WaveInput;
}

/** Why a wave tells nothing of drivers, in words that name the place. */
export async function withoutDrivers(
  db: Database,
  problem: DriversProblem,
  { survey, outcome: question, by, wave: { key: wave, definition } }: Asked,
  t: Translate,
): Promise<Refusal> {
  const known = (keys: readonly string[]) => keys.join(', ') || t('cli.priorities.noRated');
  const drivers = (keys: readonly string[]) => {
    const names = new Map(
      partsOf(definition, by).map(({ key, name }) => [key, reading(definition, t)(name)]),
    );
    return formats(t.locale).list(keys.map((key) => t('analysis.quoted', { name: names.get(key) || key })));
  };
  switch (problem.code) {
    case 'no-pairs':
      return new Refusal('cli.analysis.noPairs', { survey, wave });
    case 'unknown-question':
      return new Refusal('cli.priorities.unknownQuestion', { wave, question, known: known(problem.known) });
    case 'not-rated': {
      const { kind } = problem;
      return new Refusal('cli.priorities.notRated', { question, kind, known: known(problem.known) });
    }
    case 'importance-not-asked':
      return new Refusal('cli.priorities.importanceNotAsked', { wave });
    case 'no-jackknife':
      return new Refusal('cli.priorities.noJackknife', { wave });
    case 'unanswered':
    case 'not-weighted':
      return await withoutFigures(db, survey, wave, problem, t);
    case 'constant-outcome':
      return new Refusal('cli.priorities.constantOutcome', { wave, question });
    case 'constant-driver':
      return new Refusal('cli.priorities.constantDriver', { wave, drivers: drivers(problem.drivers) });
    case 'collinear-drivers':
      return new Refusal('cli.priorities.collinear', { wave, drivers: drivers(problem.drivers) });
    case 'too-few-answers':
    case 'no-rows':
    case 'no-answers': {
      const { n, needed } = problem;
      const kind = t(`analysis.kind.${by}`);
      return new Refusal('cli.priorities.tooFew', { wave, question, by: kind, n, needed });
    }
    default:
      return new Refusal('cli.priorities.undefined', { wave, reason: reasonInWords(t, problem.code) });
  }
}
