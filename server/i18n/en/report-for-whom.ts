/** What the report says of parts of the customers, and on its pages about one part. */
export const reportForWhom = {
  'report.forWhom.everybody': 'Everybody',
  'report.forWhom.heat': 'Groups by factor',
  'report.forWhom.heatCaption':
    'C with its {confidence} interval; below it, how far it is from everybody’s. Coloured with an arrow that counts: more than noise, with p adjusted (overall by Holm over the groups of a variable, factors and items by Benjamini–Hochberg). Not coloured: within noise.',
  'report.forWhom.items': 'Items by {variable}',
  'report.forWhom.itemsTooMany':
    '{items} items in {groups} groups are too many for this page. They are in the tables and the JSON below.',
  'report.forWhom.overTime': 'Groups from wave to wave',
  'report.forWhom.overTimeCaption':
    'Overall C with its {confidence} interval; below it, the change since the wave before. Coloured with an arrow: more than noise, with p adjusted (everybody by Holm over overall and factors, groups by Benjamini–Hochberg over overall and factors of all groups of the variable).',
  'report.forWhom.key': 'Against everybody',
  'report.forWhom.key.below': 'more than {from} below',
  'report.forWhom.key.belowSome': '{from} to {to} below',
  'report.forWhom.key.belowLittle': 'less than {to} below',
  'report.forWhom.key.same': 'within noise',
  'report.forWhom.key.aboveLittle': 'less than {to} above',
  'report.forWhom.key.aboveSome': '{from} to {to} above',
  'report.forWhom.key.above': 'more than {from} above',
  'report.forWhom.held': 'held back',
  'report.forWhom.precision.wide': 'few answers: wide interval',
  'report.forWhom.precision.indicative': 'very few answers: indicative only',
  'report.forWhom.differ': 'Customers differ by {variables}.',
  'report.forWhom.group.below': '{name} ({c}) is {amount} below everybody.',
  'report.forWhom.group.above': '{name} ({c}) is {amount} above everybody.',
  'report.forWhom.variable.tested': 'The groups differ ({test}), and these stand out: {groups}',
  'report.forWhom.variable.standOut':
    'Some stand out, though the groups as a whole are not shown to differ ({test}): {groups}',
  'report.forWhom.variable.noneApart':
    'The groups differ ({test}), though none by itself stands out from everybody.',
  'report.forWhom.variable.alike': 'The groups are not shown to differ ({test}).',
  'report.forWhom.variable.untested': 'There are too few groups with answers enough to compare them.',
  'report.forWhom.test': 'F({numerator}, {denominator}) = {statistic}, {p}',
  'report.forWhom.heldBack':
    '□ held back: fewer than {smallest} answers{exceptions}, so that nobody can be recognised, or with answers enough but such that a group of fewer could be told from it. Which of the two is not said, since that would tell how few.',
  'report.forWhom.exception': '{smallest} for {variable}: {value}',
  'report.forWhom.exceptions': ' ({list})',
  'report.forWhom.caption':
    'Overall C of each group with its {confidence} interval. Whether groups differ at all is tested by F, with p adjusted by Holm over the {variables} variables above.',
  'report.part.title': 'Look at some customers only',
  'report.part.hint': 'Choose one group, or two to be crossed. Groups too small to be shown are not offered.',
  'report.part.submit': 'Show',
  'report.part.all': 'everybody',
  'report.part.only': 'Only',
  'report.part.sentence': '{part}: {answers}.',
  'report.part.value': '{variable} {value}',
  'report.part.and': ' and ',
  'report.part.answers.one': '{answers} answer',
  'report.part.answers.other': '{answers} answers',
  'report.part.remove': 'Show everybody',
  'report.part.everybody':
    'Everything up to “How sure” is about these customers alone, weighted as in the whole report; waves with too few of them are gaps. Groups, priorities, comments and measures are about everybody and stand in the report of everybody.',
  'report.part.methodNote': 'What follows is about everybody: the whole sample, its answers and its weights.',
  'report.part.unknown': 'There is no such group',
  'report.part.unknown.help':
    'The address asks for a group that this report does not have. Choose one in the report of everybody.',
  'report.part.too-many': 'That is too many groups at once',
  'report.part.too-many.help': 'At most two can be crossed. Choose one or two in the report of everybody.',
  'report.part.too-small': 'Too few answers to be shown',
  'report.part.too-small.help':
    '{part} in {wave}: so few answers that somebody could be recognised, or such that a smaller group could be told from them.',
} as const;
