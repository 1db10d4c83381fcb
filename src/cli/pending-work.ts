/** What ends by itself: timers, and requests to the file system, the name service or another process. Sockets may stay. */
const passing = /^(?:Timeout|Immediate|FSReq\w+|\w+ReqWrap)$/;

/** How many timers and requests this process is waiting for. */
export function pendingWork(): number {
  return process.getActiveResourcesInfo().filter((kind) => passing.test(kind)).length;
}
