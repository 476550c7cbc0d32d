variable "name" {
  description = "Begins the name of everything made here."
  type        = string
  default     = "cutroom"
  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,24}$", var.name))
    error_message = "Up to 25 small letters, digits and hyphens, a letter first."
  }
}

variable "bucket" {
  description = "Bucket of uploads, segments and results, for this deployment alone."
  type        = string
}

variable "source_bucket_arns" {
  description = "Buckets of media that clients may name in s3:// URLs; workers may read them."
  type        = set(string)
  default     = []
}

variable "upload_origins" {
  description = "Origins whose pages upload straight to the bucket, by presigned URLs."
  type        = list(string)
  default     = []
}

variable "vpc_id" {
  description = "Network of PostgreSQL, Redis and the cluster."
  type        = string
}

variable "subnet_ids" {
  description = "Private subnets in at least two zones."
  type        = list(string)
  validation {
    condition     = length(var.subnet_ids) >= 2
    error_message = "PostgreSQL and Redis need subnets in two zones."
  }
}

variable "client_security_group_ids" {
  description = "Security groups of the pods or nodes that run Cutroom."
  type        = set(string)
}

variable "oidc_provider_arn" {
  description = "The cluster's OIDC provider, which vouches for service accounts."
  type        = string
}

variable "service_accounts" {
  description = "Namespace and service accounts of the chart's release."
  type        = object({ namespace = string, api = string, worker = string })
  default     = { namespace = "cutroom", api = "cutroom-api", worker = "cutroom-worker" }
}

variable "credentials_version" {
  description = "Raise it for new passwords everywhere; the pods then need a restart."
  type        = number
  default     = 1
}

variable "database" {
  description = "Size of PostgreSQL. docs/scaling.md tells what a fleet needs."
  type = object({
    instance_class = optional(string, "db.t4g.medium")
    storage_gb     = optional(number, 20)
    max_storage_gb = optional(number, 100)
    multi_az       = optional(bool, true)
    backup_days    = optional(number, 7)
  })
  default = {}
}

variable "redis" {
  description = "Size of Redis: one primary and so many replicas as there are further nodes."
  type = object({
    node_type = optional(string, "cache.t4g.small")
    nodes     = optional(number, 2)
  })
  default = {}
}

variable "result_ttl_seconds" {
  description = "RESULT_TTL."
  type        = number
  default     = 86400
}

variable "segment_ttl_seconds" {
  description = "SEGMENT_TTL."
  type        = number
  default     = 604800
}

variable "deletion_protection" {
  description = "Whether the database and a bucket with objects refuse to be destroyed."
  type        = bool
  default     = true
}
