"""Teams: how busy they are, who could take what when it came, and what took longer than usual."""
