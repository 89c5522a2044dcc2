# ActiveStorage's Mirror service in one process that stays: reads "key<TAB>path" lines, answers "ok" or "error ...".
require "active_support"
require "active_support/all"
require "active_storage"
require "active_storage/service"
require "active_storage/service/configurator"
require "digest"

store = lambda do |endpoint|
  { service: "S3", endpoint: endpoint, region: "us-east-1", force_path_style: true, bucket: ENV.fetch("BENCHMARK_BUCKET"),
    access_key_id: ENV.fetch("BENCHMARK_ACCESS_KEY"), secret_access_key: ENV.fetch("BENCHMARK_SECRET_KEY") }
end
service = ActiveStorage::Service.configure(:both, {
  main: store.(ENV.fetch("BENCHMARK_MAIN")),
  backup: store.(ENV.fetch("BENCHMARK_BACKUP")),
  both: { service: "Mirror", primary: "main", mirrors: ["backup"] }
})
$stdout.sync = true
puts "ready"
while (line = $stdin.gets)
  key, path = line.chomp.split("\t")
  begin
    # A blob always has its MD5, which the services check.
    checksum = Digest::MD5.file(path).base64digest
    File.open(path, "rb") { |io| service.upload(key, io, checksum: checksum) }
    puts "ok"
  rescue StandardError => e
    puts "error #{e.class}: #{e.message.lines.first&.chomp}"
  end
end
