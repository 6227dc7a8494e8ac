/** `peer-environment.ts` as 31 resources of Terraform's AWS provider. */
export const terraformText = (endpoint: string, image: string): string => `
provider "aws" {
  region                      = "eu-central-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
  endpoints {
    autoscaling = "${endpoint}"
    ec2         = "${endpoint}"
    elbv2       = "${endpoint}"
    iam         = "${endpoint}"
    sts         = "${endpoint}"
  }
}
locals { zones = ["eu-central-1a", "eu-central-1b", "eu-central-1c"] }
resource "aws_vpc" "main" { cidr_block = "10.91.0.0/16" }
resource "aws_subnet" "public" {
  count                   = 3
  vpc_id                  = aws_vpc.main.id
  cidr_block              = "10.91.\${count.index}.0/24"
  availability_zone       = local.zones[count.index]
  map_public_ip_on_launch = true
}
resource "aws_subnet" "private" {
  count             = 3
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.91.\${count.index + 3}.0/24"
  availability_zone = local.zones[count.index]
}
resource "aws_internet_gateway" "main" { vpc_id = aws_vpc.main.id }
resource "aws_eip" "nat" { domain = "vpc" }
resource "aws_nat_gateway" "main" {
  allocation_id = aws_eip.nat.id
  subnet_id     = aws_subnet.public[0].id
}
resource "aws_route_table" "public" {
  vpc_id = aws_vpc.main.id
  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.main.id
  }
}
resource "aws_route_table" "private" {
  vpc_id = aws_vpc.main.id
  route {
    cidr_block     = "0.0.0.0/0"
    nat_gateway_id = aws_nat_gateway.main.id
  }
}
resource "aws_route_table_association" "public" {
  count          = 3
  subnet_id      = aws_subnet.public[count.index].id
  route_table_id = aws_route_table.public.id
}
resource "aws_route_table_association" "private" {
  count          = 3
  subnet_id      = aws_subnet.private[count.index].id
  route_table_id = aws_route_table.private.id
}
resource "aws_security_group" "bastion" {
  name        = "tf-bastion"
  description = "bench bastion"
  vpc_id      = aws_vpc.main.id
  ${rule(22, 'cidr_blocks = ["203.0.113.0/24"]')}
}
resource "aws_security_group" "servers" {
  name        = "tf-servers"
  description = "bench servers"
  vpc_id      = aws_vpc.main.id
  ${rule(443, 'cidr_blocks = ["203.0.113.0/24"]')}
  ${rule(22, 'security_groups = [aws_security_group.bastion.id]')}
}
resource "aws_security_group" "nodes" {
  name        = "tf-nodes"
  description = "bench nodes"
  vpc_id      = aws_vpc.main.id
  ${rule(6443, 'self = true')}
  ${rule(22, 'security_groups = [aws_security_group.bastion.id]')}
}
resource "aws_key_pair" "main" {
  key_name   = "tf-main"
  public_key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEaRhAGcc766YriuLumfY9kCB4s3umLOo2YUWLbct3ja ops@acme"
}
resource "aws_instance" "server" {
  count                  = 4
  ami                    = "${image}"
  instance_type          = "t3.micro"
  key_name               = aws_key_pair.main.key_name
  subnet_id              = aws_subnet.private[count.index % 3].id
  vpc_security_group_ids = [aws_security_group.servers.id]
  user_data              = "#!/bin/sh\\ntrue\\n"
}
resource "aws_lb" "rancher" {
  name               = "tf-rancher"
  load_balancer_type = "network"
  subnets            = aws_subnet.public[*].id
}
resource "aws_lb_target_group" "rancher" {
  name     = "tf-rancher"
  port     = 443
  protocol = "TCP"
  vpc_id   = aws_vpc.main.id
}
resource "aws_lb_listener" "rancher" {
  load_balancer_arn = aws_lb.rancher.arn
  port              = 443
  protocol          = "TCP"
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.rancher.arn
  }
}
resource "aws_launch_template" "workers" {
  name                   = "tf-workers"
  image_id               = "${image}"
  instance_type          = "t3.micro"
  key_name               = aws_key_pair.main.key_name
  vpc_security_group_ids = [aws_security_group.nodes.id]
}
resource "aws_autoscaling_group" "workers" {
  name                = "tf-workers"
  min_size            = 3
  max_size            = 3
  vpc_zone_identifier = aws_subnet.private[*].id
  launch_template {
    id      = aws_launch_template.workers.id
    version = "$Latest"
  }
}
`

const rule = (port: number, from: string): string => `ingress {
    protocol  = "tcp"
    from_port = ${port}
    to_port   = ${port}
    ${from}
  }`
