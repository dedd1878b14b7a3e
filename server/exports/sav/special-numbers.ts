/** The number that says there is none: the lowest there is. */
export const sysmis = -Number.MAX_VALUE;
/** The highest number, as bounds of missing values name it. */
export const highest = Number.MAX_VALUE;
/** The lowest number after `sysmis`. */
export const lowest = -1.797_693_134_862_315_5e308;
