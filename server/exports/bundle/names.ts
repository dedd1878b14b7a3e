import { stratumVariable } from '#reports/plan.ts';

/**
 * The name in R of a column of ratings: `expectation:on-time` becomes `expectation.on.time`. Keys have no dot, so no
 * two columns meet.
 */
export function ratingName(column: string): string {
  return column.replaceAll(/[:-]/g, '.');
}

/**
 * The names in R of customers' variables: `v_` and what of the name is plain letters, numbered where two would be
 * alike. The stratum is a column of its own.
 */
export function variableNames(variables: Iterable<string>): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  for (const variable of variables) {
    if (names.has(variable)) continue;
    const plain = variable === stratumVariable ? variable : `v_${asciiOf(variable)}`;
    let name = plain;
    for (let number = 2; taken.has(name); number++) name = `${plain}_${number}`;
    taken.add(name);
    names.set(variable, name);
  }
  return names;
}

function asciiOf(text: string): string {
  const letters = text.replaceAll(/[^A-Za-z0-9.]+/g, '_').replaceAll(/^_+|_+$/g, '');
  return letters === '' ? 'variable' : letters;
}

/** A label as the tables write it. An empty cell is a missing value, so a label without letters needs some. */
export function labelCell(label: string): string {
  return label === '' ? '(empty)' : label;
}
