import {
  type ComparedFigure,
  type ComparedWave,
  type ComparedWaves,
  comparedFigure,
} from './compared-waves.ts';
import { breakOf, type Continuity, continuityOf } from './continuity.ts';
import type { JointWaves, WaveFigure } from './joint-waves.ts';
import type { Change, Figure } from './report.ts';
import { benjaminiHochberg, holm } from './sampling-error/multiplicity.ts';

/** An earlier and a later wave. */
interface Step {
  readonly from: ComparedWave;
  readonly to: ComparedWave;
  readonly continuity: Continuity;
  readonly changes: Change[];
}

/** Every later wave against every earlier one, figure by figure. */
export function changesOf({ waves, joint, everybody }: ComparedWaves): Change[] {
  const steps = waves.flatMap((to, later) =>
    waves.slice(0, later).map((from): Step => {
      const continuity = continuityOf(from.wave.definition, to.wave.definition);
      return { from, to, continuity, changes: [] };
    }),
  );
  for (const figures of figuresByName(waves)) {
    for (const step of steps) {
      const [from, to] = [figures.get(step.from.place), figures.get(step.to.place)];
      if (from && to)
        step.changes.push(changeBetween(step, from, to, (a, b) => joint.change(a, b, everybody)));
    }
  }
  return steps.flatMap(({ changes }) => adjusted(changes));
}

/** Each figure in all waves that have it, by the place of the wave; one after the other, so that one is in memory. */
function* figuresByName(waves: readonly ComparedWave[]): Generator<ReadonlyMap<number, ComparedFigure>> {
  const traced = waves.map(
    ({ comparison }) => new Map(comparison.figures.map((each) => [nameOf(each.figure), each])),
  );
  for (const name of new Set(traced.flatMap((figures) => [...figures.keys()]))) {
    yield new Map(
      waves.flatMap((wave) => {
        const found = traced[wave.place]?.get(name);
        return found ? [[wave.place, comparedFigure(wave, found)] as const] : [];
      }),
    );
  }
}

function nameOf({ name, target }: Figure): string {
  return `${name} ${target}`;
}

function changeBetween(
  { from: { wave: before }, to: { wave: after }, continuity }: Step,
  from: ComparedFigure,
  to: ComparedFigure,
  change: (from: WaveFigure, to: WaveFigure) => ReturnType<JointWaves['change']>,
): Change {
  const { name, target } = from.figure;
  const place = { name, target, from: before.report.key, to: after.report.key, pHolm: null, pBH: null };
  const reason = name === 'csi' ? breakOf(target, continuity) : null;
  if (reason !== null) return { ...place, ...undefinedChange, reason };
  const { statistic: _, ...kept } = change(from, to);
  return { ...place, ...kept };
}

const undefinedChange = {
  difference: null,
  standardError: null,
  lower: null,
  upper: null,
  degreesOfFreedom: null,
  p: null,
};

/** Holm over the index and its factors, which were going to be looked at; Benjamini–Hochberg over the items. */
function adjusted(changes: readonly Change[]): Change[] {
  const isDeclared = ({ name, target }: Change) =>
    name === 'csi' && (target === 'overall' || target.startsWith('factor:'));
  const isItem = (change: Change) => change.name === 'csi' && !isDeclared(change);
  const declared = changes.filter(isDeclared);
  const items = changes.filter(isItem);
  const byHolm = new Map(holm(declared.map(({ p }) => p)).map((p, index) => [declared[index], p]));
  const byRate = new Map(benjaminiHochberg(items.map(({ p }) => p)).map((p, index) => [items[index], p]));
  return changes.map((change) => ({
    ...change,
    pHolm: byHolm.get(change) ?? null,
    pBH: byRate.get(change) ?? null,
  }));
}
