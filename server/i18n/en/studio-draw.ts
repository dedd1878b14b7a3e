/** What the studio says about drawing samples, and about how often customers are asked. */
export const studioDraw = {
  'draw.title': 'Draw the sample of {wave}',
  'draw.link': 'Draw the sample',
  'draw.list': 'List',
  'draw.strataFrom': 'Strata',
  'draw.strataFrom.all': 'one, all customers',
  'draw.outlook': 'Who can be drawn',
  'draw.outlook.caption': 'Customers of the list by stratum, and how many of them can be drawn now',
  'draw.outlook.stratum': 'Stratum',
  'draw.outlook.population': 'Customers N',
  'draw.outlook.heldBack': 'Asked often enough',
  'draw.outlook.available': 'Can be drawn',
  'draw.outlook.optedOut': 'Want no invitations',
  'draw.cap': 'No customer is asked more than {times} times in {days} days, over all surveys.',
  'draw.cap.once': 'No customer is asked more than once in {days} days, over all surveys.',
  'draw.cap.none': 'Nothing limits how often a customer is asked.',
  'draw.cap.change': 'Change',
  'draw.heldBack':
    'Customers of the list who have been asked that often and cannot be drawn now: {customers}. They still count in N.',
  'draw.heldBack.none': 'Nobody of the list has been asked that often.',
  'draw.optedOut':
    'Customers of the list who want no invitations: {customers}. They are drawn like the others, so that the sample speaks for all; they get no link and count as refusing.',
  'draw.small':
    'Small strata: {strata}. A report shows no group of fewer than {smallest} answers by itself. Divide the list by fewer columns, or take these strata whole.',
  'draw.divide': 'Divide the list by other columns',
  'draw.back': 'Back to {wave}',
  'draw.how': 'How it is drawn',
  'draw.chosen': 'Customers of each stratum, as chosen: {sizes}.',
  'draw.chosen.again': 'Choose other sizes',
  'draw.keep': 'Part of an earlier sample stays',
  'draw.keep.hint':
    'Customers asked both times make the change between the two waves surer, since it is not blurred by other people; the rest is drawn anew, so that new customers have their chance.',
  'draw.keep.none': 'no, everybody is drawn anew',
  'draw.keep.from': 'yes, of {wave} ({customers} customers, {listed} of them in this list)',
  'draw.keep.noEarlier':
    'No earlier wave of this survey has a sample, so nobody can stay. Draw everybody anew.',
  'draw.keep.unknown': 'Wave “{wave}” has no sample to keep. Choose another one.',
  'draw.keep.first': 'This is the first sample of the survey: everybody is drawn anew.',
  'draw.share': 'How much of the new sample, in %',
  'draw.share.hint':
    'In each stratum, as far as those customers are still in the list and may be asked. 0 means that nobody is asked again.',
  'draw.share.wrong': 'Write a whole number from 0 to 100.',
  'draw.protocol.kept': 'Stayed',
  'draw.protocol.heldBack': 'Held back',
  'draw.protocol.optedOut': 'No invitation',
  'draw.protocol.keptFrom': '{kept} of {sampled} customers ({share}) were asked in {wave} too.',
  'draw.protocol.heldBackSaid':
    'Asked as often as the limit of {times} in {days} days allows, and so not drawn: {customers}. They count in N.',
  'draw.protocol.optedOutSaid':
    'Drawn although they want no invitations: {customers}. They have no link and count as refusing.',
  'draw.protocol.file': 'Protocol of the draw (JSON)',
  'draw.otherList': 'Draw from another list',
  'draw.otherList.go': 'Take this list',
  'draw.otherList.unknown': 'This list is not there any more. Choose another one.',
  'draw.otherList.alreadySampled': 'This wave has a sample already; its list stays.',
  'draw.otherList.taken': 'The wave draws from {frame} now.',

  'asking.title': 'Settings',
  'asking.heading': 'How often one customer is asked',
  'asking.why':
    'Whoever is asked too often stops answering. The limit holds over all surveys: who was sampled that often is left out of the next draw, and comes back when enough days have gone by. The days count from when a wave opens, or from its draw where nobody has said when it opens.',
  'asking.optOuts':
    'Customers who have asked for no invitations at all: {customers}. That is kept whatever stands here.',
  'asking.times': 'At most so many times',
  'asking.days': 'in so many days',
  'asking.save': 'Set the limit',
  'asking.lift': 'Ask without a limit',
  'asking.times.wrong': 'Write a whole number from 1 to 100.',
  'asking.days.wrong': 'Write a whole number of days from 1 to 3,660.',
  'asking.saved': 'Set. It holds for every draw from now on.',
  'asking.changed': 'Last changed by {name} on {date}.',
  'asking.changed.cli': 'Last changed on the command line on {date}.',
} as const;
