/** What the analyses say: drivers and priorities, reliability. */
export const analysis = {
  'analysis.kind.item': 'item',
  'analysis.kind.dimension': 'dimension',
  'analysis.kind.factor': 'factor',
  'analysis.quoted': '“{name}”',
  'analysis.yes': 'yes',
  'analysis.no': 'no',
  'analysis.n': 'n',
  'analysis.rank': 'Rank',
  'analysis.key': 'Key',
  'analysis.name': 'Name',
  'analysis.standardError': '{what}: standard error',
  'analysis.lower': '{what}: lower',
  'analysis.upper': '{what}: upper',
  'analysis.importance': 'Importance (share of R²)',
  'analysis.contribution': 'Contribution to R²',
  'analysis.correlation': 'Correlation with the outcome',
  'analysis.relativeWeight': 'Contribution after Johnson',
  'analysis.stated': 'Stated importance',
  'analysis.csi': 'C',
  'analysis.perception': 'Perception',
  'analysis.atTop': 'Share of expectations at the top',
  'analysis.sides': 'Correlation of expectation and perception',
  'analysis.quadrant': 'Place',
  'analysis.borderline.importance': 'Importance on the line',
  'analysis.borderline.performance': 'Performance on the line',
  'analysis.quadrant.concentrate-here': 'concentrate here',
  'analysis.quadrant.keep-up': 'keep up the good work',
  'analysis.quadrant.low-priority': 'low priority',
  'analysis.quadrant.possible-overkill': 'possibly more than needed',
  'analysis.quadrant.none': 'not on the map',
  'analysis.unsettled': '{quadrant} (not settled)',
  'analysis.line': 'Line between low and high',
  'analysis.whole': 'All together (R²)',
  'analysis.warning.most-left-out':
    'Only {n} respondents answered about all of these; {leftOut} left something out and do not count. Looking by dimension or factor keeps more of them.',
  'analysis.warning.few-cases':
    '{n} respondents are few for so many drivers: pure chance alone would make an R² of about {byChance}.',
  'analysis.warning.against-outcome':
    '“{driver}” goes with a lower outcome (correlation {correlation}); its importance does not show that.',
  'analysis.warning.expectation-ceiling':
    '“{driver}”: {share} of expectations are at the top of the scale, so that perception can only fall short and C says little more than perception.',
  'analysis.warning.sides-alike':
    '“{driver}”: expectation and perception were answered much alike (correlation {correlation}), so that their difference says little.',
  'analysis.warning.replicates-discarded':
    'In {discarded} of {replicates} replicates nothing could be computed; the errors rest on the others.',
  'analysis.side.expectation': 'Expectation',
  'analysis.side.perception': 'Perception',
  'analysis.side.difference': 'Perception minus expectation',
  'analysis.level': 'Level',
  'analysis.side': 'Side',
  'analysis.itemKey': 'Item key',
  'analysis.item': 'Item',
  'analysis.items': 'Items',
  'analysis.leftOut': 'Left out',
  'analysis.alpha': 'Cronbach’s α',
  'analysis.standardisedAlpha': 'Standardised α',
  'analysis.difference': 'Reliability of the difference ρ',
  'analysis.mean': 'Mean',
  'analysis.standardDeviation': 'Standard deviation',
  'analysis.restCorrelation': 'Item–rest correlation',
  'analysis.alphaIfDropped': 'α without the item',
  'analysis.warning.part-left-out':
    '{part}: only {n} respondents answered all of it; {leftOut} left something out and do not count.',
  'analysis.warning.low-alpha':
    '{part}, {side}: α is {alpha}. Below 0.70 the items hardly measure one thing.',
  'analysis.warning.item-lowers-alpha':
    '{part}, {side}: without {item} α would be {without} instead of {alpha}.',
  'analysis.warning.item-against-rest':
    '{part}, {side}: {item} goes down where the others go up (correlation {correlation}). Is its scale the other way round?',
  'analysis.warning.low-difference':
    '{part}: the difference of perception and expectation has a reliability of only {reliability}. Read both sides rather than gaps of single respondents.',
  'cli.covariance': 'Write the joint covariance of a wave’s figures, to judge any contrast of them',
  'cli.covariance.done': '{figures} figures with their joint covariance. Written: {file}',
  'cli.priorities': 'Find what satisfaction depends on and what to improve first',
  'cli.priorities.head':
    '“{outcome}”, wave “{wave}”, by {by}: R² = {rSquared}, {n} respondents, {leftOut} left out',
  'cli.priorities.method.shapley':
    'Importance: shares of R² over all orders of entry (Lindeman, Merenda & Gold).',
  'cli.priorities.method.relative-weights': 'Importance: Johnson’s relative weights as shares of R².',
  'cli.priorities.errors.jackknife': 'Intervals: jackknife, {replicates} replicates, each weighted anew.',
  'cli.priorities.errors.grouped':
    'Intervals: jackknife, {replicates} replicates that each leave out a group of customers, weighted anew.',
  'cli.priorities.errors.linearization': 'Intervals: by linearization.',
  'cli.priorities.lines': 'Lines: importance {importance}, performance {performance}.',
  'cli.priorities.crosshair':
    '--crosshair: “{text}” is not a line. Write mean, median or midpoint, or one of them or a number for each axis: PERFORMANCE,IMPORTANCE, such as 1,mean',
  'cli.analysis.noPairs':
    'The questionnaire of wave “{wave}” of “{survey}” has no pairs of expectation and perception, so there is nothing to look at.',
  'cli.priorities.unknownQuestion':
    '--outcome: the questionnaire of wave “{wave}” has no question “{question}”. Rated questions: {known}',
  'cli.priorities.notRated':
    '--outcome: “{question}” is a question of kind “{kind}” and not rated. Rated questions: {known}',
  'cli.priorities.noRated': '(none)',
  'cli.priorities.importanceNotAsked':
    '--importance: no pair of wave “{wave}” asks how important it is. Use “implied”.',
  'cli.priorities.noJackknife':
    '--errors: there is no jackknife of wave “{wave}”: everybody answered, or weighing it hundreds of times would take too long. Use “linearization”.',
  'cli.priorities.tooFew':
    'Wave “{wave}”: respondents who answered “{question}” and about every {by}: {n}. It takes at least {needed}. Dimensions and factors keep more respondents than items.',
  'cli.priorities.constantOutcome':
    'Wave “{wave}”: everybody gave the same answer to “{question}”, so nothing explains it.',
  'cli.priorities.constantDriver':
    'Wave “{wave}”: everybody answered alike about {drivers}, so that their importance cannot be known.',
  'cli.priorities.collinear':
    'Wave “{wave}”: {drivers} cannot be told apart from what stands before in the questionnaire, since the answers follow from each other.',
  'cli.priorities.undefined': 'Wave “{wave}”: importance is not defined for these answers ({reason}).',
  'cli.reliability': 'Find how well the items measure each factor and dimension',
  'cli.reliability.head':
    'Wave “{wave}”: Cronbach’s α of expectations and of perceptions, reliability ρ of their difference',
  'cli.reliability.oneItem': 'one item',
  'cli.reliability.part-left-out': 'Fewer than half answered all of {parts}; the others do not count there.',
  'cli.reliability.low-difference':
    'The difference of perception and expectation is not very reliable (ρ below 0.70) for {parts}. Read both sides rather than gaps of single respondents.',
  'cli.analysis.notWeighted': 'The answers of wave “{wave}” could not be weighted: {reasons}',
  'cli.usage.oneOf': '{option}: “{text}” is none of: {allowed}',
  'cli.usage.kind': '--out: “{file}” must end in {endings}.',
} as const;
