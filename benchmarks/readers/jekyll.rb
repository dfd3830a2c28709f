# Reads front matter as Jekyll does, with its own `read_yaml`: see gray.js for what goes in and out.
require "jekyll"
require "json"
require "tmpdir"

Site = Struct.new(:config) do
  def file_read_opts = { encoding: "utf-8" }
  def in_source_dir(base, name) = File.join(base, name)
end

class Page
  include Jekyll::Convertible
  attr_accessor :site, :content, :data

  def relative_path = "page.md"

  def initialize = @site = Site.new({ "strict_front_matter" => true })
end

Jekyll.logger.log_level = :error
Dir.mktmpdir do |folder|
  $stdin.each_line do |line|
    entry = JSON.parse(line)
    File.write(File.join(folder, "page.md"), entry["text"])
    begin
      said = { name: entry["name"], data: Page.new.read_yaml(folder, "page.md") }
      puts JSON.generate(said)
    rescue StandardError, Psych::Exception => e
      puts JSON.generate({ name: entry["name"], error: e.message.force_encoding("utf-8").scrub })
    end
  end
end
