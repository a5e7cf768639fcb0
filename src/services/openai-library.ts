/* What is used of OpenAI's official client, in one place so that it can be evaluated when it is needed. */

export { APIConnectionError, APIConnectionTimeoutError, APIError, OpenAI, toFile } from 'openai';
export { zodTextFormat } from 'openai/helpers/zod';
