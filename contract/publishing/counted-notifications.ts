/** How many notifications the counts of a request look at, at most. In a file of its own, as a function needs it and none of its answer's schemas. */
export const countedNotifications = 500; // what is read well within an API call's time
