import { notificationRoutes } from '../../../contract/publishing/routes.ts';

/** Says at which path of the API it is told what became of a request. */
export function statusUrlOf(requestId: string): string {
  return notificationRoutes.readRequest.path.replace('{id}', requestId);
}
