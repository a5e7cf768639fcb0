import { z } from 'zod';

/** The bodies that `@forge/kvs` sends (its out/storage-api.js). */

const metadataFields = z.array(z.enum(['CREATED_AT', 'UPDATED_AT', 'EXPIRE_TIME']));
export type MetadataField = z.infer<typeof metadataFields>[number];

const getOptions = z.object({ metadataFields: metadataFields.optional() }).optional();

const ttlSchema = z.object({
  value: z.number().int().positive(),
  unit: z.enum(['SECONDS', 'MINUTES', 'HOURS', 'DAYS']),
});
export type Ttl = z.infer<typeof ttlSchema>;

const setOptions = z
  .object({
    ttl: ttlSchema.optional(),
    keyPolicy: z.enum(['OVERRIDE', 'FAIL_IF_EXISTS']).optional(),
    returnValue: z.enum(['PREVIOUS', 'LATEST']).optional(),
    returnMetadataFields: metadataFields.optional(),
  })
  .refine(
    ({ keyPolicy, returnValue }) => returnValue === undefined || keyPolicy !== 'FAIL_IF_EXISTS',
    'returnValue needs the keyPolicy OVERRIDE',
  )
  .optional();
export type SetOptions = z.infer<typeof setOptions>;

/** `null` is not among the documented value types. */
const value = z
  .unknown()
  .refine((given) => given !== undefined && given !== null, 'value must not be null or absent');
const key = z.string();
const entityName = z.string().min(1);

const scalar = z.union([z.string(), z.number(), z.boolean()]);
const condition = z.object({ condition: z.string(), values: z.array(scalar) });
const clause = condition.extend({ property: z.string() });
export type Condition = z.infer<typeof condition>;
export type Clause = z.infer<typeof clause>;

const filterGroup = z.object({ and: z.array(clause).optional(), or: z.array(clause).optional() });
export type FilterGroup = z.infer<typeof filterGroup>;

export const getSchema = z.object({ key, options: getOptions });
export const setSchema = z.object({ key, value, options: setOptions });
export const deleteSchema = z.object({ key });
export const querySchema = z.object({
  limit: z.number().int().optional(),
  after: z.string().optional(),
  where: z.array(clause).optional(),
  options: getOptions,
});
export const entityGetSchema = getSchema.extend({ entityName });
export const entitySetSchema = setSchema.extend({ entityName });
export const entityDeleteSchema = deleteSchema.extend({ entityName });
export const entityQuerySchema = z.object({
  entityName,
  indexName: z.string(),
  partition: z.array(scalar).optional(),
  range: condition.optional(),
  filters: filterGroup.optional(),
  sort: z.enum(['ASC', 'DESC']).optional(),
  cursor: z.string().optional(),
  limit: z.number().int().optional(),
  options: getOptions,
});
export type EntityQuery = z.infer<typeof entityQuerySchema>;

const optionalEntity = { entityName: entityName.optional() };
export const batchGetSchema = z.array(getSchema.extend(optionalEntity));
export const batchSetSchema = z.array(setSchema.extend(optionalEntity));
export const batchDeleteSchema = z.array(deleteSchema.extend(optionalEntity));

const conditions = { ...optionalEntity, conditions: filterGroup.optional() };
export const transactionSchema = z.object({
  set: z.array(setSchema.extend(conditions)).default([]),
  delete: z.array(deleteSchema.extend(conditions)).default([]),
  check: z.array(z.object({ key, entityName, conditions: filterGroup })).default([]),
});
