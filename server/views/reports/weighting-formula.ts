/** Which formula to draw, and what its letters mean. */
export interface Formula {
  readonly isDesign: boolean;
  readonly isGiven: boolean;
  readonly isEqual: boolean;
  readonly isUnknownEligibility: boolean;
  readonly isNonresponse: boolean;
  readonly isRaking: boolean;
  readonly isPoststratification: boolean;
  readonly isLinear: boolean;
  readonly isLogit: boolean;
  readonly isTrimming: boolean;
  readonly where: string;
}

export type FormulaKind =
  | 'design'
  | 'given'
  | 'equal'
  | 'unknownEligibility'
  | 'nonresponse'
  | 'raking'
  | 'poststratification'
  | 'linear'
  | 'logit'
  | 'trimming';

/** The formula of a kind of step. */
export function formula(kind: FormulaKind, where: string): Formula {
  return {
    isDesign: kind === 'design',
    isGiven: kind === 'given',
    isEqual: kind === 'equal',
    isUnknownEligibility: kind === 'unknownEligibility',
    isNonresponse: kind === 'nonresponse',
    isRaking: kind === 'raking',
    isPoststratification: kind === 'poststratification',
    isLinear: kind === 'linear',
    isLogit: kind === 'logit',
    isTrimming: kind === 'trimming',
    where,
  };
}
