import { z } from 'zod';
import type { WebTriggerUrls } from './web-trigger-urls';

const graphqlSchema = z.object({
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).default({}),
});
const createSchema = z.object({
  input: z.object({ triggerKey: z.string() }),
  forceCreate: z.boolean().nullish(),
});
const deleteSchema = z.object({ id: z.string() });

const answerData = (data: object): Response => Response.json({ data });
const answerErrors = (message: string): Response => Response.json({ errors: [{ message }], data: null });

/** The GraphQL operations that `webTrigger` of `@forge/api` sends (its out/webTrigger.js). */
function answerGraphql(text: string, urls: WebTriggerUrls): Response {
  const { query, variables } = graphqlSchema.parse(JSON.parse(text));
  const operation = /(?:query|mutation)\s+(\w+)/.exec(query)?.[1];
  switch (operation) {
    case 'forge_app_createWebTriggerUrl': {
      const { input, forceCreate } = createSchema.parse(variables);
      try {
        return answerData({
          createWebTriggerUrl: { url: urls.get(input.triggerKey, forceCreate === true).url },
        });
      } catch (error) {
        return answerErrors(error instanceof Error ? error.message : String(error));
      }
    }
    case 'forge_app_webTriggerUrlsByAppContext':
      return answerData({
        webTriggerUrlsByAppContext: urls.list().map(({ key, url }) => ({ triggerKey: key, url })),
      });
    case 'forge_app_deleteWebTriggerUrl': {
      const success = urls.delete(deleteSchema.parse(variables).id);
      const message = success ? 'deleted' : 'The web trigger URL does not exist.';
      return answerData({ deleteWebTriggerUrl: { success, message } });
    }
    default:
      return Response.json(
        {
          message: `The sandbox has no GraphQL operation '${operation}': extend test/sandbox/forge/stargate.ts.`,
        },
        { status: 501 },
      );
  }
}

interface StargateOptions {
  urls: WebTriggerUrls;
  queue(action: string, text: string): Response;
}

/** Answers the platform's own gateway: web trigger URLs and queues. Anything else fails loudly. */
export function createStargate({ urls, queue }: StargateOptions): (path: string, text: string) => Response {
  return (path, text) => {
    const [pathname = path] = path.split('?');
    if (pathname === '/graphql') return answerGraphql(text, urls);
    const action = /^\/webhook\/queue\/(\w+)\//.exec(pathname)?.[1];
    if (action !== undefined) return queue(action, text);
    const message = `The sandbox has no platform route '${pathname}': extend test/sandbox/forge/stargate.ts.`;
    return Response.json({ message }, { status: 501, statusText: 'Not Implemented' });
  };
}
