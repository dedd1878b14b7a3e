/** What the command `estimate` says. */
export const estimate = {
  'estimate.summary': 'Estimate from your own data file: figures with their standard errors',
  'estimate.refused': '{problem}',
  'estimate.weightsOverInput':
    '{file} is what the weights are worked out from: give --weights a file of its own.',
  'estimate.specMissing': 'Name the file that says what to estimate: estimate SPEC.json',
  'estimate.problem.reserved-name':
    '“{name}” names the whole or a factor in the result: choose another key for the item.',
  'estimate.problem.factor-without-items': 'the factor “{factor}” has a weight and no items.',
  'estimate.problem.duplicate-name': 'the name “{name}” is used twice.',
  'estimate.problem.duplicate-value': 'the value “{value}” is listed twice.',
  'estimate.problem.unknown-factor': 'the factor “{factor}” is not listed under “factors”.',
  'estimate.problem.factors-without-weight': 'at least one factor needs a weight above 0.',
  'estimate.problem.items-without-weight':
    'at least one item of a factor with weight needs a weight above 0.',
  'estimate.problem.not-positive': 'must be above 0.',
  'estimate.problem.rho-not-below-1': 'must be below 1.',
  'estimate.problem.bounds-without-1':
    'the lower bound must be below 1 and the upper one above it, since they are factors of the weights.',
  'estimate.problem.replicates-too-few': 'at least two columns of replicate weights are needed.',
  'estimate.problem.replicates-need-strata':
    'half-samples need strata of two sampled units each. Name them under “design.strata”.',
  'estimate.problem.one-unit': 'the sample has one sampled unit, so that none can be left out.',
  'estimate.problem.category-ambiguous':
    '“{category}” can be read in two ways, since values contain “|”, which joins crossed variables.',
  'estimate.problem.too-many-values':
    '“{column}” has more than {most} different values, too many for categories.',
  'estimate.problem.one-margin-only': 'post-stratification takes exactly one margin, of counts by category.',
  'estimate.problem.margins-missing': 'give at least one margin, or “population”.',
  'estimate.problem.bounds-missing': 'the method “logit” needs bounds, such as [0.4, 3].',
  'estimate.problem.bounds-not-here': 'post-stratification takes no bounds.',
  'estimate.problem.rake-not-here':
    '“rake” is for raking to counts by category alone, without bounds, numbers or “population”.',
  'estimate.problem.trim-empty': 'give “lower”, “upper” or both.',
  'estimate.problem.trim-ends': '“lower” is above “upper”.',
  'estimate.problem.unit-missing': '“overlap” needs the column that says who each row is.',
  'estimate.problem.too-many-columns': '{given} columns for {stages} stage(s) of clusters.',
  'estimate.problem.rscales-count': '{found} rscales for {expected} replicates.',
  'estimate.problem.no-rows': 'no row is left to estimate from. Check “rows” and “change”.',
  'estimate.problem.cell-missing': 'the cell is empty, but it is needed.',
  'estimate.problem.weight-negative': 'the weight {value} is negative.',
  'estimate.problem.weights-all-zero': 'all weights are 0.',
  'estimate.problem.not-0-or-1': '“{value}” is neither 1 (answered) nor 0.',
  'estimate.problem.not-0-to-10':
    'a likelihood to recommend of {value} is not between 0 and 10. Is the scale coded 1 to 11?',
  'estimate.problem.fpc-not-positive': 'fpc {value} is not above 0.',
  'estimate.problem.fpc-mixed':
    'fpc {value} is below 1 where other rows have population counts. Give counts everywhere, or fractions.',
  'estimate.problem.fpc-varies': 'fpc {value} differs from other rows of the same stratum.',
  'estimate.problem.cluster-in-two-strata':
    'the cluster “{cluster}” is in two strata. If its identifier repeats across strata, set “nest”: true.',
  'estimate.problem.value-never': 'no row has the value “{value}”. There are: {known}',
  'estimate.problem.unit-twice': 'the unit “{unit}” is twice in period “{period}”.',
  'estimate.problem.overlap-needs-rows':
    '“overlap” is for samples of units that are one row each, with linearization or replicates made here. Use “stacked”.',
  'estimate.problem.replicate-rows': '{found} rows of replicate weights for {expected} rows of data.',
  'estimate.problem.no-respondents': 'nobody answered.',
  'estimate.problem.unknown-variable': 'the variable “{variable}” is unknown.',
  'estimate.problem.value-missing': '“{variable}” is empty in {rows} row(s), but weighting needs it.',
  'estimate.problem.weights-not-usable': '{rows} row(s) have no usable weight.',
  'estimate.problem.weights-negative':
    'calibration makes {rows} weight(s) negative. Give “bounds”, or use raking.',
  'estimate.problem.stratum-without-population': 'no population is known of the stratum “{stratum}”.',
  'estimate.problem.population-smaller-than-sample':
    'the population of {population} is smaller than its sample of {sampled}.',
  'estimate.problem.trimming-impossible': 'no weights of the same total lie between {lower} and {upper}.',
  'estimate.problem.class-without-respondents':
    'nobody answered in the class “{class}” of {sampled}. Set “minimum” to collapse such classes.',
  'estimate.problem.category-without-respondents':
    'margin “{margin}”: the population has “{category}”, but nobody of it answered.',
  'estimate.problem.category-absent-from-margin':
    'margin “{margin}” says nothing of “{category}”, of which {respondents} answered.',
  'estimate.problem.total-not-positive':
    'margin “{margin}”, “{category}”: the total {total} is not possible.',
  'estimate.problem.margins-disagree':
    'margin “{margin}” comes to {total}, but the others to {expected}. All must count the same population.',
  'estimate.problem.not-converged':
    'no weights meet all margins: “{margin}” {category} should be {total} and is {reached}.',
  'estimate.problem.bounds-out-of-reach':
    'with these bounds “{margin}” {category} lies between {least} and {most}, but should be {total}.',
  'estimate.problem.replicates-need-one-stratum': 'JK1 is for designs without strata. Use JKn.',
  'estimate.problem.replicates-need-two-units':
    'half-samples need two sampled units in every stratum; “{stratum}” has {units}.',
  'estimate.problem.lonely-unit':
    'the stratum “{stratum}” has one sampled unit. Say with “lonelyPsu” what it means.',
  'estimate.problem.census':
    'no unit can be left out: every stratum was taken whole or has one sampled unit.',
  'estimate.warning.class-collapsed':
    'Classes with few respondents were weighted as one: {classes} ({respondents} respondents).',
  'estimate.warning.class-thin': 'The class {classes} has only {respondents} respondents.',
  'estimate.warning.totals-missed':
    'After trimming, margin “{margin}” {category} is {reached} and no longer {total}.',
  'estimate.warning.fpc-ignored': 'The fpc does not count with replicates of type {type}.',
  'estimate.warning.replicates-discarded':
    '{replicates} replicate(s) could not be weighted and were left out.',
  'estimate.warning.replicates-without-figure':
    '{estimate}: {replicates} replicate(s) leave nobody to measure and were left out, so that the standard error is too small.',
  'estimate.warning.denominator-uncertain':
    '{estimate}: the denominator has a coefficient of variation of {percent} %, above 10 %, so that the ratio may be biased.',
  'estimate.warning.stages-ignored':
    'Of {clusters} stages of clusters {stages} count, since the later ones have no fpc.',
  'estimate.warning.units-moved':
    '{units} unit(s) changed stratum from {from} to {to} and do not count in the overlap.',
  'estimate.warning.undefined.no-rows': '{estimate}: nobody is in it.',
  'estimate.warning.undefined.no-answers': '{estimate}: nobody answered.',
  'estimate.warning.undefined.zero-weight': '{estimate}: everybody who answered weighs 0.',
  'estimate.warning.undefined.item-without-answers': '{estimate}: nobody answered one of its items.',
  'estimate.warning.undefined.expectation-not-positive':
    '{estimate}: the expectations, counted from the origin, add up to 0 or less.',
  'estimate.warning.undefined.zero-denominator': '{estimate}: the denominator is 0.',
  'estimate.warning.undefined.not-finite': '{estimate}: the numbers are too large or too few to tell.',
  'estimate.warning.undefined.lonely-unit':
    '{estimate}: no standard error, since a stratum has one sampled unit. Say with “lonelyPsu” what it means.',
  'estimate.warning.undefined.too-few-answers':
    '{estimate}: it or a part of it rests on fewer than two answers.',
  'estimate.warning.undefined.no-degrees-of-freedom':
    '{estimate}: no interval, since there are as many strata as sampled units.',
  'estimate.warning.undefined.interval-undefined': '{estimate}: the chosen interval does not exist here.',
} as const;
