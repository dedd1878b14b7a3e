/** The samples of California's schools, as specs have them. */
export const estimates = [
  { name: 'api00', type: 'mean', variable: 'api00' },
  { name: 'api99', type: 'mean', variable: 'api99' },
  { name: 'enroll', type: 'total', variable: 'enroll' },
  { name: 'stype', type: 'proportion', variable: 'stype' },
  { name: 'ratio', type: 'ratio', numerator: 'api00', denominator: 'api99' },
  { name: 'students', type: 'ratio', numerator: 'api.stu', denominator: 'enroll' },
];
export const by = [['stype'], ['sch.wide'], ['comp.imp']];

export const strat = { weights: 'pw', strata: ['stype'], fpc: ['fpc'] };
export const clus1 = { weights: 'pw', clusters: ['dnum'], fpc: ['fpc'] };
const srs = { weights: 'pw', fpc: ['fpc'] };
export const without = ({ fpc: _, ...design }: { fpc: string[] }) => design;
export const designs = {
  dstrat: ['apistrat.csv', strat],
  dstrat_nofpc: ['apistrat.csv', without(strat)],
  dclus1: ['apiclus1.csv', clus1],
  dclus1_nofpc: ['apiclus1.csv', without(clus1)],
  dsrs: ['apisrs.csv', srs],
  dsrs_nofpc: ['apisrs.csv', without(srs)],
} as const;
