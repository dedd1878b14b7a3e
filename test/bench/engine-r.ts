import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { Figure } from '#reports/report.ts';

/** `expert`: formulas by hand on `survey`'s design and weights. `usual`: `svyratio`, `svytotal`, `svycontrast`. */
export type Style = 'expert' | 'usual';

/** What `engine.R` prints, and how long the process took from its start to its end. */
export interface ByR {
  readonly processSeconds: number;
  readonly version: string;
  readonly readSeconds: number;
  /** Without starting R and without reading the file. */
  readonly seconds: number;
  readonly peakBytes: number;
  /** The whole and the segments that were done in the time allowed, of so many. */
  readonly domains: number;
  readonly allDomains: number;
  readonly figures: readonly FigureByR[];
}

interface FigureByR {
  readonly target: string;
  /** `null` for the whole. */
  readonly variable: string | null;
  readonly value: string | null;
  readonly estimate: number | null;
  readonly standardError: number | null;
}

/** No domain is begun in R after so many seconds. */
const rSeconds = 300;

/** Works out the figures of the rows in a folder in R. @throws Error where R or its package `survey` is not there. */
export function figuresByR(folder: string, style: Style): ByR {
  const script = join(import.meta.dirname, 'engine.R');
  const started = performance.now();
  const { status, stdout, stderr, error } = spawnSync('Rscript', [script, folder, style, String(rSeconds)], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (status !== 0) {
    throw new Error(`R did not work the figures out (leave it away with --without-r): ${error ?? stderr}`);
  }
  return { ...JSON.parse(stdout), processSeconds: (performance.now() - started) / 1000 };
}

/** How far two figures may lie apart, as a share of R's. */
const allowed = 1e-8;

/**
 * The largest relative difference between our figures and R's, estimates and standard errors.
 *
 * @throws Error when a figure of R's is missing, or differs by more than 1e-8
 */
export function largestDifference(ours: readonly Figure[], { figures, domains }: ByR): number {
  const key = (target: string, domain: Figure['domain']) => JSON.stringify([target, domain]);
  const indices = ours.filter(({ name }) => name === 'csi');
  const known = new Map(indices.map((figure) => [key(figure.target, figure.domain), figure]));
  const expected = indices.filter(({ domain }) => domain === null).length * domains;
  if (expected === 0 || figures.length !== expected) {
    throw new Error(`R has ${figures.length} figures where we have ${expected}`);
  }
  let largest = 0;
  for (const { target, variable, value, ...theirs } of figures) {
    const domain = variable === null || value === null ? null : { [variable]: value };
    const own = known.get(key(target, domain));
    for (const number of ['estimate', 'standardError'] as const) {
      const difference = relativeDifference(own?.[number] ?? null, theirs[number]);
      if (difference <= allowed) largest = Math.max(largest, difference);
      else {
        const place = `${number} of ${target} in ${JSON.stringify(domain)}`;
        throw new Error(`The ${place} is ${own?.[number]} and in R ${theirs[number]}`);
      }
    }
  }
  return largest;
}

/** Infinite where one of them is missing. */
function relativeDifference(ours: number | null, theirs: number | null): number {
  if (ours === null || theirs === null) return Number.POSITIVE_INFINITY;
  return Math.abs(ours - theirs) / Math.abs(theirs);
}
