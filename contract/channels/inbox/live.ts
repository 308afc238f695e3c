/** The subprotocol of a browser that wants to be told; the user's token follows it as another. */
export const liveProtocol = 'bellhop-live';
