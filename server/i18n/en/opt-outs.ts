/** Customers who asked not to be invited, on the command line. */
export const optOuts = {
  'cli.optOutsList': 'List the customers who asked not to be invited',
  'cli.optOutsList.none': 'Nobody has asked not to be invited.',
  'cli.optOuts.customer': '{customer}  since {since}, {source}',
  'cli.optOuts.recorded': 'recorded by you',
  'cli.optOuts.byCustomer': 'by the customer’s own link',
  'cli.optOutsAdd': 'Record that a customer does not want to be invited',
  'cli.optOutsAdd.done': '“{customer}” will not be invited any more: drawn, but counted as refusing.',
  'cli.optOutsAdd.before': '“{customer}” had asked not to be invited before. Nothing was changed.',
  'cli.optOutsAdd.unknown':
    'No list and no sample has a customer “{customer}” yet. Check that it is written as in your list.',
  'cli.optOutsRemove': 'Record that a customer may be invited again',
  'cli.optOutsRemove.done': '“{customer}” may be invited again.',
  'cli.optOutsRemove.none': '“{customer}” has not asked to be left alone.',
  'cli.optOutsImport': 'Record the customers of a CSV file as not to be invited',
  'cli.optOutsImport.done': 'Customers not to be invited, from the file: {customers}',
  'cli.optOutsExport': 'Write the customers who asked not to be invited as CSV',
  'cli.draw.optedOut':
    '{customers} of those drawn asked not to be invited: they count as refusing and get no link.',
  'cli.links.optedOut': 'Left out, because they asked not to be invited: {customers}',
} as const;
