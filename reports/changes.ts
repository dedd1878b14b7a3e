import type { Cell } from './cell-domains.ts';
import {
  type ComparedFigure,
  type ComparedWave,
  type ComparedWaves,
  comparedFigure,
} from './compared-waves.ts';
import { breakOf, type Continuity, continuityOf } from './continuity.ts';
import { isDeclared, isDimension } from './figures.ts';
import type { JointWaves, Members } from './joint-waves.ts';
import type { Change, Figure } from './report.ts';
import { benjaminiHochberg, holm } from './sampling-error/multiplicity.ts';

/** An earlier and a later wave. */
interface Step {
  readonly from: ComparedWave;
  readonly to: ComparedWave;
  readonly continuity: Continuity;
  readonly changes: Change[];
}

/** Every later wave against every earlier one, figure by figure: everybody first, then the segments. */
export function changesOf({ waves, steps: versions, joint, everybody }: ComparedWaves): Change[] {
  const steps = waves.flatMap((to, later) =>
    waves.slice(0, later).map((from): Step => {
      const continuity = continuityOf(versions, from.wave, to.wave);
      return { from, to, continuity, changes: [] };
    }),
  );
  const membersOf = membersByCell(waves, everybody);
  for (const figures of figuresByName(waves)) {
    for (const step of steps) {
      const [from, to] = [figures.get(step.from.place), figures.get(step.to.place)];
      if (from && to) step.changes.push(changeBetween(step, from, to, joint, membersOf));
    }
  }
  return steps.flatMap(({ changes }) => adjusted(changes));
}

/** The respondents of a cell in every wave, by one function for each cell. */
function membersByCell(waves: readonly ComparedWave[], everybody: Members): (cell: Cell | null) => Members {
  const known = new Map<string, Members>();
  return (cell) => {
    if (cell === null) return everybody;
    const name = JSON.stringify(cell);
    const members =
      known.get(name) ?? (() => waves.map(({ comparison }) => comparison.rows().membersOf(cell)));
    known.set(name, members);
    return members;
  };
}

/** Each figure in all waves that have it, by the place of the wave; one after the other, so that one is in memory. */
function* figuresByName(waves: readonly ComparedWave[]): Generator<ReadonlyMap<number, ComparedFigure>> {
  const traced = waves.map(
    ({ comparison }) => new Map(comparison.figures.map((each) => [nameOf(each.figure), each])),
  );
  const figures = waves.flatMap(({ comparison }) => comparison.figures.map(({ figure }) => figure));
  const whole = figures.filter(({ domain }) => domain === null);
  const segments = figures.filter(({ domain }) => domain !== null);
  for (const name of new Set([...whole, ...segments].map(nameOf))) {
    yield new Map(
      waves.flatMap((wave) => {
        const found = traced[wave.place]?.get(name);
        return found ? [[wave.place, comparedFigure(wave, found)] as const] : [];
      }),
    );
  }
}

function nameOf({ name, target, domain }: Figure): string {
  return JSON.stringify([name, target, domain]);
}

/** A change that would tell of what is held back of one of its waves is held back with it. */
function changeBetween(
  { from: { wave: before }, to: { wave: after }, continuity }: Step,
  from: ComparedFigure,
  to: ComparedFigure,
  joint: JointWaves,
  membersOf: (cell: Cell | null) => Members,
): Change {
  const { name, target, domain } = from.figure;
  const place = {
    ...{ name, target, domain, from: before.report.key, to: after.report.key },
    ...{ pHolm: null, pBH: null, family: familyOf(from.figure), familySize: null },
  };
  const isHeldBack = from.figure.suppressed !== null || to.figure.suppressed !== null;
  const reason = isHeldBack ? 'held-back' : breakOf({ name, target }, continuity);
  if (reason !== null) return { ...place, ...undefinedChange, reason };
  const { statistic: _, ...kept } = joint.change(from, to, membersOf(domain));
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

/** The changes of one step, each with p adjusted for the others of its family. */
function adjusted(changes: readonly Change[]): Change[] {
  const families = new Map<string, Change[]>();
  for (const change of changes) {
    if (change.family === null) continue;
    const name = [change.family, ...Object.keys(change.domain ?? {})].join(' ');
    const members = families.get(name) ?? [];
    members.push(change);
    families.set(name, members);
  }
  const inFamilies = new Map([...families.values()].flatMap(adjustedFamily));
  return changes.map((change) => inFamilies.get(change) ?? change);
}

/** Holm where a reader was going to look, Benjamini–Hochberg where many are looked at; each with what it becomes. */
function adjustedFamily(changes: readonly Change[]): [Change, Change][] {
  const p = changes.map((change) => change.p);
  const [byHolm, byRate] = [holm(p), benjaminiHochberg(p)];
  const familySize = p.filter((each) => each !== null).length;
  return changes.map((change, place) => {
    const [pHolm, pBH] = [byHolm[place] ?? null, byRate[place] ?? null];
    return [change, { ...change, ...(change.family === 'declared' ? { pHolm } : { pBH }), familySize }];
  });
}

function familyOf({ name, target, domain }: Figure): Change['family'] {
  if (name !== 'csi') return null;
  if (domain !== null) return isDeclared(target) ? 'segments' : null;
  if (isDeclared(target)) return 'declared';
  return isDimension(target) ? 'dimensions' : 'items';
}
