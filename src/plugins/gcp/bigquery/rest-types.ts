import type { TableReference } from './table-id.ts';

/** The parts of BigQuery's REST documents that count here. Numbers of 64 bits come as texts. Source: https://cloud.google.com/bigquery/docs/reference/rest/v2/Job */
export interface JobDocument {
  readonly jobReference?: { readonly projectId?: string; readonly jobId?: string; readonly location?: string };
  readonly configuration?: {
    readonly jobType?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly query?: { readonly destinationTable?: TableReference };
    readonly load?: { readonly destinationTable?: TableReference };
  };
  readonly status?: {
    readonly state?: string;
    readonly errorResult?: ErrorProto;
    readonly errors?: readonly ErrorProto[];
  };
  readonly statistics?: JobStatistics;
}

export interface ErrorProto {
  readonly reason?: string;
  readonly location?: string;
  readonly message?: string;
}

export interface JobStatistics {
  readonly creationTime?: string;
  readonly startTime?: string;
  readonly endTime?: string;
  readonly completionRatio?: number;
  readonly totalBytesProcessed?: string;
  readonly totalSlotMs?: string;
  readonly numChildJobs?: string;
  /** The slots that ran it; left out on demand. */
  readonly reservation_id?: string;
  readonly query?: QueryStatistics;
  readonly load?: {
    readonly outputRows?: string;
    readonly outputBytes?: string;
    readonly badRecords?: string;
    readonly inputFiles?: string;
    readonly inputFileBytes?: string;
  };
  readonly extract?: { readonly destinationUriFileCounts?: readonly string[]; readonly inputBytes?: string };
  readonly copy?: { readonly copiedRows?: string; readonly copiedLogicalBytes?: string };
}

export interface QueryStatistics {
  readonly statementType?: string;
  readonly cacheHit?: boolean;
  readonly totalBytesBilled?: string;
  readonly totalBytesProcessed?: string;
  readonly estimatedBytesProcessed?: string;
  /** Of a dry run: `PRECISE`, `UPPER_BOUND`, `LOWER_BOUND`. */
  readonly totalBytesProcessedAccuracy?: string;
  readonly totalPartitionsProcessed?: string;
  readonly totalSlotMs?: string;
  readonly numDmlAffectedRows?: string;
  readonly dmlStats?: {
    readonly insertedRowCount?: string;
    readonly updatedRowCount?: string;
    readonly deletedRowCount?: string;
  };
  readonly referencedTables?: readonly unknown[];
  readonly schema?: TableSchema;
}

export interface TableField {
  readonly name: string;
  readonly type: string;
  readonly mode?: string;
  readonly fields?: readonly TableField[];
  readonly rangeElementType?: { readonly type?: string };
}

export interface TableSchema {
  readonly fields?: readonly TableField[];
}

/** A row of the API: `f` its fields, `v` a value. */
export interface RowDocument {
  readonly f: readonly { readonly v: unknown }[];
}

export interface QueryResultsDocument {
  readonly jobComplete?: boolean;
  readonly schema?: TableSchema;
  readonly rows?: readonly RowDocument[];
  readonly totalRows?: string;
  readonly pageToken?: string;
}

/** A table as the API answers it. */
export type TableDocument = Readonly<Record<string, unknown>>;
