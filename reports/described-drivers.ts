import type { MeasuredImportance } from './drivers/importance.ts';
import { measureIndex } from './index/csi.ts';
import { meanOf } from './index/mean.ts';
import { measureExpectations } from './instruments/expectations.ts';
import type { WaveInput } from './measure-wave.ts';
import { endsOfPairs, type PartAnswers } from './part-answers.ts';
import { estimateOf } from './sampling-error/estimate.ts';
import type { Figure } from './sampling-error/influence.ts';
import { rowsOf } from './sampling-error/sample.ts';
import type { DescribedDriver } from './wave-drivers.ts';
import type { WeighedRows } from './weighed-rows.ts';

/** A part of the questionnaire with everything but what an outcome says of it. */
export type DescribedPart = Pick<
  DescribedDriver,
  'key' | 'name' | 'items' | 'stated' | 'csi' | 'perception' | 'expectations'
>;

/** How the parts perform: figures, of which errors and influences can be had. */
export interface Performances {
  /** C, as the index of the questionnaire makes it of the part's items. */
  readonly csi: ReadonlyMap<string, Figure<string>>;
  readonly perception: ReadonlyMap<string, Figure>;
}

/** How every part performs, by its key. */
export function performancesOf(
  { instrument: { model }, rows: { design, whole } }: WeighedRows,
  answers: readonly PartAnswers[],
): Performances {
  const partOf = new Map(answers.flatMap(({ part }) => part.pairs.map(({ key }) => [key, part.key])));
  const { factors } = measureIndex(whole.sample, {
    ...model,
    items: model.items.map((item) => ({ ...item, factor: partOf.get(item.key) ?? item.factor })),
    factors: Object.fromEntries(answers.map(({ part }) => [part.key, 1])),
  });
  const sample = rowsOf(design, whole.domain);
  return {
    csi: new Map(factors.map(({ key, index }) => [key, index])),
    perception: new Map(answers.map(({ part, perceived }) => [part.key, meanOf(sample, perceived)])),
  };
}

/** Every part with its performance and what its expectations are worth. */
export function describedParts(
  wave: WaveInput,
  weighed: WeighedRows,
  answers: readonly PartAnswers[],
  { csi: indices, perception: means }: Performances,
): DescribedPart[] {
  const { design, whole } = weighed.rows;
  const sample = rowsOf(design, whole.domain);
  const scratch = new Float64Array(design.weights.length);
  const { confidence } = wave.plan;
  const estimate = (figure: Figure) => estimateOf(design, whole.domain, figure, { confidence }, scratch);
  const { greatest } = endsOfPairs(wave.definition);
  return answers.map(({ part: { key, name, pairs }, stated, ...sides }) => {
    const [csi, perception] = [indices.get(key), means.get(key)];
    if (csi === undefined || perception === undefined) throw new RangeError(`Nothing is measured of ${key}.`);
    const { atTop, correlation } = measureExpectations(design, whole.domain, sides.pairs, greatest);
    return {
      key,
      name,
      items: pairs.map((pair) => pair.key),
      stated: stated && estimate(meanOf(sample, stated)),
      csi: whole.estimateOf(csi, { confidence }),
      perception: estimate(perception),
      expectations: { atTop: estimate(atTop), correlation: estimate(correlation) },
    };
  });
}

/** Every part with its importance, its performance and what its expectations are worth. */
export function describedDrivers(
  parts: readonly DescribedPart[],
  importance: MeasuredImportance,
): DescribedDriver[] {
  return parts.map((part, place) => {
    const own = importance.drivers[place];
    if (own === undefined) throw new RangeError(`Nothing is measured of ${part.key}.`);
    return { ...part, ...own };
  });
}
