"""What people see: one kit for every page. Streamlit lives here, in pages and in app.py only."""
