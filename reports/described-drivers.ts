import type { MeasuredImportance } from './drivers/importance.ts';
import { measureIndex } from './index/csi.ts';
import { meanOf } from './index/mean.ts';
import { measureExpectations } from './instruments/expectations.ts';
import type { WaveInput } from './measure-wave.ts';
import { endsOfPairs, type PartAnswers } from './part-answers.ts';
import { type Estimate, estimateOf } from './sampling-error/estimate.ts';
import type { Figure } from './sampling-error/influence.ts';
import { rowsOf } from './sampling-error/sample.ts';
import type { DescribedDriver } from './wave-drivers.ts';
import type { WeighedRows } from './weighed-rows.ts';

/** Every part with its importance, its performance and what its expectations are worth. */
export function describedDrivers(
  wave: WaveInput,
  weighed: WeighedRows,
  answers: readonly PartAnswers[],
  importance: MeasuredImportance,
): DescribedDriver[] {
  const { design, whole } = weighed.rows;
  const sample = rowsOf(design, whole.domain);
  const scratch = new Float64Array(design.weights.length);
  const { confidence } = wave.plan;
  const estimate = (figure: Figure) => estimateOf(design, whole.domain, figure, { confidence }, scratch);
  const indices = indicesOf(weighed, answers, confidence);
  const { greatest } = endsOfPairs(wave.definition);
  return answers.map(({ part: { key, name, pairs }, perceived, stated, ...sides }, place) => {
    const own = importance.drivers[place];
    const csi = indices.get(key);
    if (own === undefined || csi === undefined) throw new RangeError(`Nothing is measured of ${key}.`);
    const { atTop, correlation } = measureExpectations(design, whole.domain, sides.pairs, greatest);
    return {
      key,
      name,
      items: pairs.map((pair) => pair.key),
      ...own,
      stated: stated && estimate(meanOf(sample, stated)),
      csi,
      perception: estimate(meanOf(sample, perceived)),
      expectations: { atTop: estimate(atTop), correlation: estimate(correlation) },
    };
  });
}

/** C of every part, by its key, as the index of the questionnaire makes it of the part's items. */
function indicesOf(
  { instrument: { model }, rows: { whole } }: WeighedRows,
  answers: readonly PartAnswers[],
  confidence: number,
): ReadonlyMap<string, Estimate> {
  const partOf = new Map(answers.flatMap(({ part }) => part.pairs.map(({ key }) => [key, part.key])));
  const { factors } = measureIndex(whole.sample, {
    ...model,
    items: model.items.map((item) => ({ ...item, factor: partOf.get(item.key) ?? item.factor })),
    factors: Object.fromEntries(answers.map(({ part }) => [part.key, 1])),
  });
  return new Map(factors.map(({ key, index }) => [key, whole.estimateOf(index, { confidence })]));
}
