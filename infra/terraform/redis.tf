resource "aws_elasticache_subnet_group" "this" {
  name       = var.name
  subnet_ids = var.subnet_ids
}

resource "aws_elasticache_parameter_group" "this" {
  name   = "${var.name}-redis7"
  family = "redis7"

  # A queue that loses keys when memory is short loses work until the reconciler finds out.
  parameter {
    name  = "maxmemory-policy"
    value = "noeviction"
  }
}

# One shard: a job and its queue are keys that one script touches. What is lost here comes back from PostgreSQL.
resource "aws_elasticache_replication_group" "this" {
  replication_group_id = var.name
  description          = "Jobs and live progress of ${var.name}"
  engine               = "redis"
  engine_version       = "7.1"
  node_type            = var.redis.node_type
  num_cache_clusters   = var.redis.nodes
  port                 = 6379
  parameter_group_name = aws_elasticache_parameter_group.this.name

  subnet_group_name          = aws_elasticache_subnet_group.this.name
  security_group_ids         = [aws_security_group.redis.id]
  automatic_failover_enabled = var.redis.nodes > 1
  multi_az_enabled           = var.redis.nodes > 1

  at_rest_encryption_enabled = true
  transit_encryption_enabled = true
  auth_token_wo              = ephemeral.random_password.redis.result
  auth_token_wo_version      = var.credentials_version

  auto_minor_version_upgrade = true
  apply_immediately          = true
}
