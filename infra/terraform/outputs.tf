data "aws_region" "current" {}

output "helm_values" {
  description = "Values of the chart that follow from what was made here."
  value = yamlencode({
    config = {
      STORAGE_DRIVER  = "s3"
      AWS_REGION      = data.aws_region.current.region
      AWS_S3_BUCKET   = aws_s3_bucket.this.bucket
      ALLOWED_BUCKETS = join(",", concat([aws_s3_bucket.this.bucket], [for arn in sort(var.source_bucket_arns) : trimprefix(arn, "arn:aws:s3:::")]))
      RESULT_TTL      = var.result_ttl_seconds
      SEGMENT_TTL     = var.segment_ttl_seconds
    }
    api    = { serviceAccount = { annotations = { "eks.amazonaws.com/role-arn" = aws_iam_role.this["api"].arn } } }
    worker = { serviceAccount = { annotations = { "eks.amazonaws.com/role-arn" = aws_iam_role.this["worker"].arn } } }
    networkPolicy = {
      postgresPort = aws_db_instance.this.port
      redisPort    = aws_elasticache_replication_group.this.port
    }
  })
}

output "secret_arn" {
  description = "Secret with DATABASE_URL, REDIS_URL and INTERNAL_API_TOKEN, for External Secrets to bring into the cluster."
  value       = aws_secretsmanager_secret.this.arn
}

output "database_endpoint" {
  description = "Host and port of PostgreSQL."
  value       = aws_db_instance.this.endpoint
}

output "redis_endpoint" {
  description = "Host of Redis."
  value       = aws_elasticache_replication_group.this.primary_endpoint_address
}

output "bucket" {
  description = "Name of the bucket."
  value       = aws_s3_bucket.this.bucket
}

output "role_arns" {
  description = "Roles of the API and the workers."
  value       = { for component, role in aws_iam_role.this : component => role.arn }
}
