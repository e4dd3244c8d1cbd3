"""What tests share: honest fakes, cases, lists, drawn print, hostile files, servers."""
